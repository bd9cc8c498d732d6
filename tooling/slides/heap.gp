# The heap over time, for a slide: gnuplot -c heap.gp DATA PICTURE HEIGHT. The data is make plot's.
set terminal svg size 1000,ARG3+0 font 'sans-serif,24' background '#fbfaf7'
set output ARG2
set encoding utf8
set border 2 linecolor rgb '#6b675f'
set tics nomirror out textcolor rgb '#6b675f'
set xtics 5
stats ARG1 using 2 nooutput
set ytics (0, sprintf("%'.0f", STATS_max) STATS_max)
set grid ytics linecolor rgb '#e3dfd6' linewidth 1
set xlabel 'ops' offset 0, 0.6 textcolor rgb '#6b675f'
set ylabel 'bytes live' textcolor rgb '#6b675f'
set key above left horizontal Left reverse samplen 2
set yrange [0:*]
set offsets 0, 0, graph 0.05, 0
plot ARG1 index 0 using 1:2 with steps linecolor rgb '#e69f00' linewidth 4 title 'start', \
     '' index 1 using 1:2 with steps linecolor rgb '#0072b2' linewidth 2 title 'solution'

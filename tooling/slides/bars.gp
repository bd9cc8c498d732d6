# Bars, one below the other: gnuplot -c bars.gp ROWS PICTURE. A row is "label" share "figure".
set terminal svg size 1000,460 font 'sans-serif,26' background '#fbfaf7'
set output ARG2
set encoding utf8
unset key
unset xtics
set ytics scale 0
set border 0
set style fill solid noborder
set xrange [0:1.16]
set yrange [*:*] reverse
set offsets 0, 0, 0.3, 0.3
set lmargin 11
name(label) = label eq 'stage-1' ? 'start' : label eq 'algo-two' ? 'algo\_two' : \
              label[1:8].' '.label[10:*]
colour(label) = label eq 'stage-1' ? 0xe69f00 : label eq 'algo-two' ? 0xb3aea4 : 0x0072b2
plot ARG1 using (0):0:(0):2:($0 - 0.32):($0 + 0.32):(colour(strcol(1))):ytic(name(strcol(1))) \
         with boxxyerror linecolor rgb variable, \
     '' using 2:0:3 with labels left offset 0.6, 0

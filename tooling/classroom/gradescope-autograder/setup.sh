#!/bin/sh
# Gradescope runs this once, as root, when it makes the image in which each submission is judged.
set -eu
cd "$(dirname "$0")"
umask 022
grep -rlI --null '^#!/' . | xargs -0 chmod +x # an unzip may have lost the rights
tooling/setup
tooling/build autograde-program
chmod -R go= solutions tests/submissions # judged code is not root, and is not to read these

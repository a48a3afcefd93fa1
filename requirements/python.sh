#!/bin/sh
# Prints the name of a Python that is new enough, or says that there is none.
set -eu

for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3.14 python3; do
  if [ -n "$name" ] && "$name" -c '
import ensurepip, sys, venv
sys.exit(sys.version_info < (3, 11))
' 2>/dev/null; then
    echo "$name"
    exit
  fi
done

cat >&2 <<'MESSAGE'
ninelives needs Python 3.11 or newer, with venv. None of python3.13, python3.12,
python3.11, python3.14 and python3 on this machine is one.
Install it (Debian and Ubuntu: apt install python3 python3-venv; Fedora: dnf
install python3; macOS: brew install python), or name yours:
  make setup PYTHON=/where/it/is/python3
MESSAGE
exit 1

#!/bin/sh
# Installs Lianxin from this bundle; needs no network. Usage: ./install.sh [--upgrade] [FOLDER]
# This part finds the Python that the bundle is for; the folder installer/ does the rest.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
wanted="@PYTHON@"

fits() {
    "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$wanted')" 2>/dev/null
}

for python in "${PYTHON:-}" "python$wanted" python3 python; do
    if [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 && fits "$python"; then
        exec "$python" -I -B -c 'import sys; sys.path.insert(0, sys.argv[1] + "/installer"); from dashboard.bundle.installer.main import entry; entry(*sys.argv[1:])' "$here" "$@"
    fi
done
echo "这个安装包需要 Python $wanted，这台机器上没有找到，什么都没有装。请先装好它，或用 PYTHON=/路径/python$wanted 指明。" >&2
echo "This bundle needs Python $wanted, which was not found here; nothing was installed. Install it, or name it: PYTHON=/path/to/python$wanted $0" >&2
exit 3

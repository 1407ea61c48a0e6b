#!/bin/sh
# boot.sh BASE MACHINE PACKAGES: boots a machine over the root BASE; becomes the process whose end ends the machine.
# Everything happens in name spaces of its own: mounts, processes and the machine itself end together.
set -eu
if [ "${DJ2DEB_BOOT:-}" != inside ]; then
    echo $$ >"$2/process"
    export DJ2DEB_BOOT=inside
    exec setpriv --pdeathsig KILL \
        unshare --mount --propagation private --pid --fork --kill-child --mount-proc sh "$0" "$@"
fi
unset DJ2DEB_BOOT
cd "$2"
mount -t overlay overlay -o "lowerdir=$1,upperdir=upper,workdir=work" root
# systemd in the machine needs the unified hierarchy
if [ "$(stat --file-system --format=%T /sys/fs/cgroup)" != cgroup2fs ]; then
    umount --recursive /sys/fs/cgroup
    mount -t cgroup2 none /sys/fs/cgroup
fi
# what systemd-nspawn keeps there ends with this name space
mkdir -p /run/systemd/nspawn
mount -t tmpfs none /run/systemd/nspawn
exec systemd-nspawn --quiet --directory=root --machine=trial --boot --register=no --keep-unit --timezone=off \
    --private-network --bind-ro="$2/given:/given" --bind-ro="$3:/packages" >>console

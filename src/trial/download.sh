#!/bin/sh
# download.sh BASE WORK PACKAGES: downloads what the .deb files in WORK/given depend on or recommend into PACKAGES.
# Runs apt in an overlay of the root BASE, in a mount name space of its own, so that apt decides as it would on the server.
set -eu
if [ "${DJ2DEB_DOWNLOAD:-}" != inside ]; then
    export DJ2DEB_DOWNLOAD=inside
    exec unshare --mount --propagation private sh "$0" "$@"
fi
unset DJ2DEB_DOWNLOAD
base=$1 work=$2 packages=$3
mkdir -p "$work/upper" "$work/work" "$work/root" "$packages"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$work/upper,workdir=$work/work" "$work/root"
mkdir -p "$work/root/given"
mount --bind "$work/given" "$work/root/given"
mount --bind "$packages" "$work/root/var/cache/apt/archives"
cp /etc/resolv.conf "$work/root/etc/resolv.conf"

chroot "$work/root" apt-get --quiet --quiet -o APT::Sandbox::User=root update
# each file alone: two versions of one package cannot be installed together
for file in "$work"/given/*.deb; do
    chroot "$work/root" apt-get --quiet --quiet --yes --no-remove \
        -o APT::Install-Recommends=true -o APT::Keep-Downloaded-Packages=true -o APT::Sandbox::User=root \
        --download-only install "/given/${file##*/}"
done

cd "$packages"
for file in *.deb; do
    if [ ! -e "$file" ]; then continue; fi
    dpkg-deb --field "$file"
    echo "Filename: ./$file"
    echo "Size: $(stat --format=%s "$file")"
    echo "SHA256: $(sha256sum "$file" | cut -d' ' -f1)"
    echo
done >Packages.new
mv Packages.new Packages

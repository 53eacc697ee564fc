# shellcheck shell=sh disable=SC2154
# Sourced by ./package, which made an image: the Debian package of it. POSIX sh, and dpkg-deb.

make_deb() {
  debian_version=$(echo "$version" | sed 's/-SNAPSHOT$/~snapshot/')
  architecture=$(dpkg --print-architecture)
  tree=$scratch/deb
  deb=$target/ferry_${debian_version}_$architecture.deb
  lay_out
  mkdir "$tree/DEBIAN"
  write_control >"$tree/DEBIAN/control"
  install -m 755 "$root/packaging/postinst" "$root/packaging/prerm" "$tree/DEBIAN/"
  (cd "$tree" && find usr -type f | sort | xargs -d '\n' md5sum) >"$tree/DEBIAN/md5sums"
  find "$tree" -exec touch -h -d "@$epoch" {} +
  # A given level and number of threads: others pack the same bytes differently.
  SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group -Zzstd -z9 --threads-max=2 \
    --build "$tree" "$deb" >/dev/null
}

lay_out() {
  usr=$tree/usr
  share=$usr/share
  mkdir -p "$usr/bin" "$usr/lib/systemd/user" "$share/applications" "$share/man/man1" \
    "$share/icons/hicolor/scalable/apps" "$share/icons/hicolor/128x128/apps" "$share/doc/ferry" \
    "$share/bash-completion/completions" "$share/zsh/vendor-completions" \
    "$share/fish/vendor_completions.d"
  cp -a "$image" "$usr/lib/ferry"
  ln -s ../lib/ferry/ferry "$usr/bin/ferry"
  (
    cd "$usr/lib/ferry"
    gzip -9n <share/ferry.1 >"$share/man/man1/ferry.1.gz"
    mv share/ferry.bash "$share/bash-completion/completions/ferry"
    complete_when_asked share/ferry.zsh >"$share/zsh/vendor-completions/_ferry"
    mv share/ferry.fish "$share/fish/vendor_completions.d/ferry.fish"
    mv README.md NOTICE legal/copyright "$share/doc/ferry/"
    rm -r share legal
  )
  cp "$root/packaging/ferry.service" "$usr/lib/systemd/user/"
  cp "$root/packaging/ferry.desktop" "$share/applications/"
  cp "$root/packaging/ferry.svg" "$share/icons/hicolor/scalable/apps/"
  cp "$root/packaging/ferry.png" "$share/icons/hicolor/128x128/apps/"
}

write_control() {
  cat <<END
Package: ferry
Version: $debian_version
Architecture: $architecture
Section: net
Priority: optional
Maintainer: Ferry authors <ferry@ferry.invalid>
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)
Depends: $(depends)
Recommends: libssl3t64 | libssl3, xdg-utils
Description: file transfer from device to device
 Sends files to people and receives files from them: without any server, by
 accounts that you make yourself, or over XMPP. It brings its own Java.
END
}

# The packages that have what the native libraries are linked with, with the C library that is new enough.
depends() {
  find "$tree/usr/lib/ferry" -type f \( -name '*.so' -o -path '*/bin/*' \) >"$scratch/natives"
  needed=$(xargs -d '\n' ldd <"$scratch/natives" 2>/dev/null |
    sed -n 's/.*=> \(\/[^ ]*\) (.*/\1/p' | grep -v "^$tree" | sort -u)
  libc=$(xargs -d '\n' grep -aoh 'GLIBC_2\.[0-9]*' <"$scratch/natives" | sort -Vu | tail -n 1)
  for file in $needed; do
    dpkg-query --search "$file" "$(readlink -f "$file")" 2>/dev/null | cut -d: -f1
  done | sort -u | sed "s/^libc6\$/libc6 (>= ${libc#GLIBC_})/" | paste -sd, | sed 's/,/, /g'
}

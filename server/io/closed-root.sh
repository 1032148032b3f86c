# Gives Chrome a file system of its own: system libraries, the browser, the fonts, read-only; nothing else of this machine.
# Runs inside fresh mount, network and process namespaces. $1 = an empty folder to mount on, $2 = folders to show, one a line;
# the rest is the command that starts Chrome.
set -e
umask 022
root=$1 places=$2
shift 2

show () {
  mkdir -p "$root$1"
  mount --rbind "$1" "$root$1"
  mount -o remount,bind,ro,nosuid,nodev "$root$1"
}

mount -t tmpfs -o mode=755,size=1g chohyo "$root"
mkdir -m 1777 "$root/tmp"
mkdir "$root/proc" "$root/dev" "$root/etc" "$root/old"
for folder in /usr/bin /usr/sbin /usr/lib /usr/lib32 /usr/lib64; do
  if [ -d $folder ]; then show $folder; fi
done
# On merged-/usr systems these are links into /usr.
for folder in /bin /sbin /lib /lib32 /lib64; do
  if [ -L $folder ]; then cp -P $folder "$root$folder"; elif [ -d $folder ]; then show $folder; fi
done
if [ -e /etc/ld.so.cache ]; then cp /etc/ld.so.cache "$root/etc/ld.so.cache"; fi
# A masked /proc (containers) forbids a new one; the old one shows foreign process ids but not their memory.
mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
for device in null zero full random urandom; do
  : > "$root/dev/$device"
  mount --bind /dev/$device "$root/dev/$device"
done
mkdir -m 1777 "$root/dev/shm"
mount -t tmpfs -o mode=1777 chohyo "$root/dev/shm"
printf '%s\n' "$places" | while IFS= read -r place; do show "$place"; done

cd "$root"
# Not chroot: the kernel refuses new user namespaces, which Chrome's own sandbox needs, to a process that is chrooted.
pivot_root . old
umount -l old
rmdir old 2>/dev/null || true
cd /
exec "$@"

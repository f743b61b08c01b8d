#!/usr/bin/env bash
# Ends the Slurm that scripts/slurm-up.sh started in FOLDER, and what still runs there. The folder is left, with its logs. Usage: scripts/slurm-down.sh FOLDER
set -euo pipefail
usage='usage: scripts/slurm-down.sh FOLDER'
folder=$(realpath -m -- "${1:?$usage}")
if [ ! -e "$folder/slurm.conf" ]; then
  echo "slurm-down: $folder has no Slurm" >&2
  exit 1
fi
export SLURM_CONF=$folder/slurm.conf
if timeout 10 squeue -h -o %i 2>/dev/null | grep -q .; then
  timeout 10 scancel --user="$(id -un)" 2>/dev/null || true
  for ((s = 0; s < 15; s++)); do
    timeout 10 squeue -h 2>/dev/null | grep -q . || break
    sleep 1
  done
fi
for daemon in slurmd slurmctld munged; do
  pid=$(cat "$folder/$daemon.pid" 2>/dev/null) || continue
  [ "$(ps -o comm= -p "$pid")" = "$daemon" ] || continue # a later process of the same number
  kill "$pid"
  for ((s = 0; s < 100; s++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$pid" 2>/dev/null; then kill -9 "$pid"; fi
done
rm "$folder/slurm.conf"

#!/usr/bin/env bash
# Starts a Slurm of one node on this machine, to try things with: munged, slurmctld and slurmd, as root, without systemd. Installs nothing and writes
# into FOLDER alone; its configuration is FOLDER/slurm.conf. Usage: scripts/slurm-up.sh FOLDER [CPUS], and scripts/slurm-down.sh FOLDER to end it.
set -euo pipefail
usage='usage: scripts/slurm-up.sh FOLDER [CPUS]'
folder=$(realpath -m -- "${1:?$usage}")
cpus=${2:-$(nproc)}
port=${SLURM_TRY_PORT:-16817}

[ "$(id -u)" = 0 ] || { echo 'slurm-up: needs root' >&2; exit 1; }
for program in munged slurmctld slurmd sinfo; do
  command -v "$program" >/dev/null || { echo "slurm-up: no $program; on Debian: apt-get install slurm-wlm munge" >&2; exit 1; }
done
if [ -e "$folder/slurm.conf" ]; then
  echo "slurm-up: $folder has a Slurm already; scripts/slurm-down.sh ends it" >&2
  exit 1
fi

# munged takes no key, socket or log where others could write, so the folder is root's alone to write to.
install -d -m 755 "$folder" "$folder/state" "$folder/spool" "$folder/log"
(umask 077 && head -c 128 /dev/urandom >"$folder/munge.key")
munged --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
  --log-file="$folder/log/munged.log" --seed-file="$folder/munge.seed"

# A requeued job waits until its credential has expired: 20 s in place of 120. The scheduler's settings make a queue of short tasks move at once.
host=$(hostname -s)
memory=$(($(awk "/^MemTotal:/ {print \$2}" /proc/meminfo) * 9 / 10 / 1024))
cat >"$folder/slurm.conf" <<CONF
ClusterName=try
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=20
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0,bf_interval=1
ReturnToService=2
KillWait=5
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmdSpoolDir=$folder/spool
StateSaveLocation=$folder/state
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$folder/log/jobs.log
NodeName=try1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=$cpus RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=try1 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf
slurmctld
slurmd -N try1
for ((s = 0; s < 60; s++)); do
  if [ "$(sinfo -h -o %T 2>/dev/null)" = idle ]; then
    echo "Slurm is up: export SLURM_CONF=$SLURM_CONF"
    exit 0
  fi
  sleep 1
done
echo 'slurm-up: the node did not become idle within a minute' >&2
tail -n 5 "$folder"/log/*.log >&2
exit 1

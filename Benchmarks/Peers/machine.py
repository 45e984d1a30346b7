"""Says what machine this is."""
import os
import platform


def value(path, key):
    """Returns what follows a key in a file of /proc."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(key):
                return line.split(":", 1)[1].strip()
    return "unknown"


def describe():
    """Returns cores, memory, processor, system and load in one line."""
    gibibytes = int(value("/proc/meminfo", "MemTotal").split()[0]) / (1 << 20)
    processor = value("/proc/cpuinfo", "model name")
    return (f"{len(os.sched_getaffinity(0))} cores, {gibibytes:.0f} GiB of memory, {processor}, "
            f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
            f"load {os.getloadavg()[0]:.1f} at the start")

package dev.photon.config;

/**
 * Amounts of processor, memory and disk; none negative.
 *
 * @param milliCpu thousandths of a processor core
 */
public record Resources(long milliCpu, long memoryBytes, long diskBytes) {
  public static final Resources NONE = new Resources(0, 0, 0);

  /** What a node gets when its profile does not say: a core, 512 MiB of memory, 1 GiB of disk. */
  public static final Resources USUAL = new Resources(1_000, 512L << 20, 1L << 30);

  public Resources {
    if (milliCpu < 0 || memoryBytes < 0 || diskBytes < 0) {
      throw new IllegalArgumentException(
          "resources must not be negative: %d, %d, %d".formatted(milliCpu, memoryBytes, diskBytes));
    }
  }

  /** The sum; throws {@link ArithmeticException} if a part overflows. */
  public Resources plus(Resources other) {
    return new Resources(
        Math.addExact(milliCpu, other.milliCpu),
        Math.addExact(memoryBytes, other.memoryBytes),
        Math.addExact(diskBytes, other.diskBytes));
  }

  /**
   * That many of these; throws {@link ArithmeticException} if a part overflows, {@link
   * IllegalArgumentException} if the count is negative.
   */
  public Resources times(long count) {
    return new Resources(
        Math.multiplyExact(milliCpu, count),
        Math.multiplyExact(memoryBytes, count),
        Math.multiplyExact(diskBytes, count));
  }

  /** What is left of these beside others; none of it negative. */
  public Resources less(Resources taken) {
    return new Resources(
        Math.max(0, milliCpu - taken.milliCpu),
        Math.max(0, memoryBytes - taken.memoryBytes),
        Math.max(0, diskBytes - taken.diskBytes));
  }

  /** The processor as deployment files have it: {@code 2}, {@code 500m}. */
  public String cpuText() {
    return Quantity.milliCpuText(milliCpu);
  }

  /** The memory in the shortest usual spelling of exactly so many bytes: {@code 512MiB}. */
  public String memoryText() {
    return Quantity.bytesText(memoryBytes);
  }

  /** The disk in the shortest usual spelling of exactly so many bytes: {@code 10GiB}. */
  public String diskText() {
    return Quantity.bytesText(diskBytes);
  }

  /** Whether these fit, part by part, into what is there. */
  public boolean fitsIn(Resources available) {
    return milliCpu <= available.milliCpu
        && memoryBytes <= available.memoryBytes
        && diskBytes <= available.diskBytes;
  }
}

package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Resources;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Numbers in few bits, and sums and ratios of them, beside numbers of any size. */
class ExactNumbersPropertiesTest {
  private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);
  private static final BigInteger MILLI = BigInteger.valueOf(1_000);

  @Property
  void everyNumberComesBack(@ForAll @Size(min = 1, max = 40) List<Long> numbers) {
    Amounts amounts = new Amounts();
    List<Integer> codes = new ArrayList<>();
    for (long number : numbers) {
      codes.add(amounts.encode(number));
      codes.add(amounts.encode(number << 33));
      amounts.release(amounts.encode(number ^ 0x5555555555555555L)); // leaves a place free
    }
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(amounts.decode(codes.get(2 * i))).isEqualTo(numbers.get(i));
      assertThat(amounts.decode(codes.get(2 * i + 1))).isEqualTo(numbers.get(i) << 33);
    }
  }

  @Property(tries = 20_000)
  void aNodeCostsWhatItsPartsCost(
      @ForAll @LongRange(min = 0) long cpu,
      @ForAll @LongRange(min = 0) long memory,
      @ForAll @LongRange(min = 0) long disk,
      @ForAll @LongRange(min = 0, max = 1L << 40) long milliCpu,
      @ForAll @LongRange(min = 0, max = 1L << 60) long bytes) {
    BigInteger parts =
        product(cpu, milliCpu)
            .multiply(GIB)
            .add(product(memory, bytes).add(product(disk, bytes / 3)).multiply(MILLI));
    BigInteger[] price = parts.divideAndRemainder(GIB.multiply(MILLI));
    BigInteger up = price[1].signum() > 0 ? price[0].add(BigInteger.ONE) : price[0];
    boolean isPaid = up.compareTo(BigInteger.valueOf(Pricing.MOST.microDollarsPerHour())) <= 0;

    long found = Pricing.perUnit(cpu, memory, disk, new Resources(milliCpu, bytes, bytes / 3));

    assertThat(found).isEqualTo(isPaid ? up.longValueExact() : -1);
  }

  @Property(tries = 20_000)
  void ratiosAreOrderedExactly(
      @ForAll @LongRange(min = 0) long need,
      @ForAll @LongRange(min = 0) long there,
      @ForAll @LongRange(min = 0) long otherNeed,
      @ForAll @LongRange(min = 0) long otherThere) {
    Ratio one = Ratio.NONE.or(need, there);
    Ratio other = Ratio.NONE.or(otherNeed, otherThere);
    assertThat(one.compareTo(other))
        .isEqualTo(
            product(one.need(), other.there()).compareTo(product(other.need(), one.there())));
    assertThat(one.or(otherNeed, otherThere)).isEqualTo(one.compareTo(other) >= 0 ? one : other);
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }
}

package dev.photon.core.usage;

import dev.photon.config.Price;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The chain that the entries of a lease are. Pure. */
public final class Ledger {
  private static final BigInteger HOUR = BigInteger.valueOf(3_600_000);

  private Ledger() {}

  /**
   * The hash of an entry: SHA-256 over lines of text, each ended by a line feed, which are the hash
   * before, payer, earner, deployment, epoch, datacenter, entry, sequence, begin and end in seconds
   * since 1970, a line for each charge, what is charged, and {@code disputed} or {@code agreed}. In
   * the line of a charge are profile, price, metacenter's, datacenter's and charged milliseconds,
   * with spaces between.
   */
  public static String hash(UsageEntry entry) {
    StringBuilder text = new StringBuilder();
    line(text, entry.previous());
    line(text, entry.payer());
    line(text, entry.earner());
    line(text, entry.lease().deployment());
    line(text, entry.lease().epoch());
    line(text, entry.datacenter());
    line(text, entry.entry());
    line(text, entry.sequence());
    line(text, entry.from().getEpochSecond());
    line(text, entry.until().getEpochSecond());
    for (Charge charge : entry.charges()) {
      line(
          text,
          "%s %d %d %d %d"
              .formatted(
                  charge.profile(),
                  charge.price().microDollarsPerHour(),
                  charge.metacenterMillis(),
                  charge.datacenterMillis(),
                  charge.chargedMillis()));
    }
    line(text, entry.charged());
    line(text, entry.disputed() ? "disputed" : "agreed");
    return HexFormat.of().formatHex(sha256(text.toString()));
  }

  /** The same entry with its hash. */
  static UsageEntry sealed(UsageEntry e) {
    return new UsageEntry(
        e.payer(),
        e.earner(),
        e.lease(),
        e.datacenter(),
        e.entry(),
        e.sequence(),
        e.from(),
        e.until(),
        e.charges(),
        e.charged(),
        e.disputed(),
        e.previous(),
        hash(e));
  }

  private static void line(StringBuilder text, Object value) {
    text.append(value).append('\n');
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * What is wrong with a chain, for people; empty if nothing is.
   *
   * @param chain all entries of one lease, from the first
   */
  public static Optional<String> fault(List<UsageEntry> chain) {
    String previous = UsageEntry.NONE;
    BigInteger rest = BigInteger.ZERO;
    for (int i = 0; i < chain.size(); i++) {
      UsageEntry entry = chain.get(i);
      if (entry.sequence() != i + 1L) {
        return fault(entry, "it should be entry " + (i + 1));
      }
      if (!entry.lease().equals(chain.get(0).lease())) {
        return fault(entry, "it is of another lease than those before it");
      }
      if (!entry.previous().equals(previous)) {
        return fault(entry, "it does not follow the entry before it");
      }
      if (!entry.hash().equals(hash(entry))) {
        return fault(entry, "its hash is not that of what it says");
      }
      if (!entry.until().isAfter(entry.from())
          || (i > 0 && entry.from().isBefore(chain.get(i - 1).until()))) {
        return fault(entry, "its time overlaps");
      }
      if (entry.charges().stream().anyMatch(Ledger::isTooMuch)) {
        return fault(entry, "it charges more than the lower of what both sides have counted");
      }
      BigInteger[] due = charged(entry.charges(), rest);
      if (!due[0].equals(BigInteger.valueOf(entry.charged()))) {
        return fault(
            entry, "it charges " + entry.charged() + " micro-dollars where " + due[0] + " are due");
      }
      rest = due[1];
      previous = entry.hash();
    }
    return Optional.empty();
  }

  private static boolean isTooMuch(Charge charge) {
    return charge.chargedMillis() > Math.min(charge.metacenterMillis(), charge.datacenterMillis());
  }

  private static Optional<String> fault(UsageEntry entry, String what) {
    return Optional.of(
        "entry %d of the lease %s: %s".formatted(entry.sequence(), entry.lease(), what));
  }

  /** In micro-dollars times the milliseconds of an hour, so that nothing is rounded. */
  static BigInteger cost(List<Charge> charges) {
    BigInteger cost = BigInteger.ZERO;
    for (Charge charge : charges) {
      cost = cost.add(cost(charge.price(), charge.chargedMillis()));
    }
    return cost;
  }

  private static BigInteger cost(Price price, long millis) {
    return BigInteger.valueOf(price.microDollarsPerHour()).multiply(BigInteger.valueOf(millis));
  }

  /** Whole micro-dollars and what is left over. */
  static BigInteger[] charged(List<Charge> charges, BigInteger rest) {
    return cost(charges).add(rest).divideAndRemainder(HOUR);
  }
}

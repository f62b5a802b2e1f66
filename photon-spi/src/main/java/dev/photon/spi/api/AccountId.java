package dev.photon.spi.api;

/** One account of a registry: a DNS label. */
public record AccountId(String value) implements Comparable<AccountId> {
  public AccountId {
    Ids.label("account id", value);
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

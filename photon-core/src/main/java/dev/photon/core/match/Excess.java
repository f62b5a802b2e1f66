package dev.photon.core.match;

import dev.photon.config.Price;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * By how much the max-prices of an entry must rise for an offer.
 *
 * @param beyond of how many profiles a node costs more than anybody pays
 * @param microDollars of the others in all
 */
record Excess(int beyond, long microDollars) implements Comparable<Excess> {
  private static final Comparator<Excess> ORDER =
      Comparator.comparingInt(Excess::beyond).thenComparingLong(Excess::microDollars);

  static Excess of(PriceList prices, List<ProfileRequirement> profiles) {
    int beyond = 0;
    long sum = 0; // a thousand prices that are paid are less than a long has room for
    for (ProfileRequirement profile : profiles) {
      Optional<Price> price = Pricing.of(prices, profile.size());
      if (price.isEmpty()) {
        beyond++;
      } else if (profile.maxPrice().isPresent()) {
        long most = profile.maxPrice().get().microDollarsPerHour();
        sum += Math.max(0, price.get().microDollarsPerHour() - most);
      }
    }
    return new Excess(beyond, sum);
  }

  @Override
  public int compareTo(Excess other) {
    return ORDER.compare(this, other);
  }
}

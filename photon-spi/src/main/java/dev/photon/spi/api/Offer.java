package dev.photon.spi.api;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import java.time.Instant;

/**
 * What a datacenter advertises.
 *
 * @param commitment the longest lifetime that it keeps a node for
 * @param sequence counts the datacenter's own offers; an older one than known is ignored
 * @param expires when the offer leaves the book unless renewed
 * @param endpoint where its agent is reached
 * @param simulated whether its nodes are only simulated
 */
public record Offer(
    DatacenterId id,
    String name,
    Region region,
    Lifetime commitment,
    PriceList prices,
    Capacity capacity,
    long sequence,
    Instant expires,
    Endpoint endpoint,
    boolean simulated) {
  public Offer {
    Ids.bounded("datacenter name", name, 63);
  }
}

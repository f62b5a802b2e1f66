package dev.photon.spi.api;

import dev.photon.config.Price;
import dev.photon.config.Resources;
import java.util.List;

/** What a datacenter asks for its resources. */
public sealed interface PriceList {

  /** Micro-dollars an hour for a cpu, a GiB of memory and a GiB of disk. */
  record PerUnit(long cpu, long memoryGib, long diskGib) implements PriceList {
    public PerUnit {
      if (cpu < 0 || memoryGib < 0 || diskGib < 0) {
        throw new IllegalArgumentException("prices must not be negative");
      }
    }
  }

  /** Fixed sizes; a profile takes the cheapest that fits. */
  record Flavours(List<Flavour> flavours) implements PriceList {
    public Flavours {
      flavours = List.copyOf(flavours);
    }
  }

  /** One fixed size. */
  record Flavour(String name, Resources size, Price price) {}
}

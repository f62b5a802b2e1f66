package dev.photon.spi.api;

import dev.photon.config.Region;

/** Asks to join the market with a datacenter; the key is its signing authority's. */
public record DatacenterRequest(String name, Region region, KeyProof authorityKey) {
  public DatacenterRequest {
    Ids.label("datacenter name", name);
  }
}

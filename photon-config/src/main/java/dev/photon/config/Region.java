package dev.photon.config;

import java.util.Locale;

/** The part of the world a datacenter is in. */
public enum Region implements Word {
  LOCAL,
  US_WEST,
  US_CENTRAL,
  US_EAST,
  CA_CENTRAL,
  SA_EAST,
  EU_WEST,
  EU_CENTRAL,
  EU_NORTH,
  EU_SOUTH,
  AF_SOUTH,
  ME_CENTRAL,
  AP_SOUTH,
  AP_SOUTHEAST,
  AP_NORTHEAST,
  AU_SOUTHEAST;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As a file spells it: {@code us-west}. */
  @Override
  public String text() {
    return text;
  }
}

package dev.photon.core.registry;

import dev.photon.core.runtime.RoleRuntime;
import java.util.HexFormat;

/** Draws the part of an id that makes it unique. */
final class Names {
  private Names() {}

  static String hex(RoleRuntime runtime, int digits) {
    byte[] bytes = new byte[digits / 2];
    runtime.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** {@code <name>-<8 hex>}: a label that people recognize and no other thing has. */
  static String unique(RoleRuntime runtime, String name) {
    return name + "-" + hex(runtime, 8);
  }
}

package dev.photon.crypto;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves the groups of finite fields out of key exchanges; Java offers them from 2048 bits on. */
final class EllipticGroups implements AlgorithmConstraints {
  static final EllipticGroups ONLY = new EllipticGroups();

  private EllipticGroups() {}

  @Override
  public boolean permits(
      Set<CryptoPrimitive> use, String algorithm, @Nullable AlgorithmParameters parameters) {
    String name = algorithm.toLowerCase(Locale.ROOT);
    return !name.startsWith("ffdhe") && !name.equals("diffiehellman");
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> use, Key key) {
    return true; // of certificates, which have checks of their own
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> use,
      String algorithm,
      Key key,
      @Nullable AlgorithmParameters parameters) {
    return permits(use, algorithm, parameters);
  }
}

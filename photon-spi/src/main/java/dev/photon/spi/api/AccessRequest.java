package dev.photon.spi.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Gives somebody access to a metacenter, in place of what the same e-mail address had. Whoever
 * shows the code first has it; the metacenter never learns the code before.
 *
 * @param right what the access is good for; not everything the owner may do
 * @param span for how long, from 5 minutes to 30 days
 * @param codeDigest SHA-256 of the invitation's code, as 64 hex digits
 */
public record AccessRequest(String email, Right right, Duration span, String codeDigest) {
  public static final Duration SHORTEST = Duration.ofMinutes(5);
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

  public AccessRequest {
    Ids.bounded("email", email, 254);
    if (!EMAIL.matcher(email).matches()) {
      throw new IllegalArgumentException("email must be of the form name@host");
    }
    if (right == Right.OWN) {
      throw new IllegalArgumentException(
          "right must be view or operate: a deployment has one owner");
    }
    if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("span must be 5 minutes to 30 days");
    }
    if (!DIGEST.matcher(codeDigest).matches()) {
      throw new IllegalArgumentException("code digest must be 64 hex digits");
    }
  }

  /** Gives access to whoever shows the code, 32 bytes that its maker has drawn. */
  public static AccessRequest of(String email, Right right, Duration span, Nonce code) {
    return new AccessRequest(email, right, span, digest(code));
  }

  /** SHA-256 of an invitation's code, as 64 hex digits. */
  public static String digest(Nonce code) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(code.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}

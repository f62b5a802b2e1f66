package dev.photon.core.notify;

import dev.photon.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The symmetric signature of Standard Webhooks: {@code v1} and HMAC-SHA256. */
final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /** Whether keys can be read from the secret. */
  static boolean isUsable(Secret secret) {
    try {
      return keys(secret).stream().allMatch(key -> key.length > 0);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The value of the header {@code webhook-signature}: a signature for each key.
   *
   * @throws IllegalArgumentException when the secret is not {@link #isUsable usable}
   */
  static String of(Secret secret, String id, Instant time, byte[] body) {
    List<String> signatures = new ArrayList<>();
    for (byte[] key : keys(secret)) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
        mac.update((id + "." + time.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        signatures.add("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every Java platform has HMAC-SHA256", e);
      }
    }
    return String.join(" ", signatures);
  }

  /** While a secret is rolled over, old and new stand side by side. */
  private static List<byte[]> keys(Secret secret) {
    List<String> parts = Arrays.asList(secret.reveal().trim().split("\\s+", -1));
    if (!parts.stream().allMatch(part -> part.startsWith(PREFIX))) {
      return List.of(secret.reveal().getBytes(StandardCharsets.UTF_8));
    }
    return parts.stream()
        .map(part -> Base64.getDecoder().decode(part.substring(PREFIX.length())))
        .toList();
  }
}

package dev.photon.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A secret that is looked for, in all forms in which somebody could have written it down.
 *
 * @param name what it is; never the secret itself
 * @param forms what none of the places that are told may have, without white space
 * @param raw the same, as bytes
 */
record Canary(String name, Set<String> forms, Set<String> raw) {
  /**
   * What wraps a long text: white space, its escapes in JSON and Java, and what joins the parts.
   */
  private static final Pattern WRAPPING = Pattern.compile("(\\\\+[nrt]|[\\s:\"'+,|])+");

  /** Of random bytes, half is enough to know them; so a line break with a time stamp hides none. */
  private static final int HALVES = 2;

  /** A new one, as a word that is nowhere else. */
  static String word(String beginning) {
    byte[] random = new byte[10];
    new SecureRandom().nextBytes(random);
    return beginning + HexFormat.of().formatHex(random);
  }

  /** A text that is a secret as a whole. */
  static Canary text(String name, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Set<String> forms = new TreeSet<>(base64(bytes));
    forms.add(unwrapped(text));
    forms.add(unwrapped(URLEncoder.encode(text, UTF_8)));
    forms.addAll(hex(bytes));
    return new Canary(name, forms, Set.of());
  }

  /** A token of hex digits. */
  static Canary token(String name, String hex) {
    Canary whole = text(name, hex);
    byte[] bytes = HexFormat.of().parseHex(hex);
    Set<String> forms = new TreeSet<>(whole.forms());
    halves(hex(bytes).stream()).forEach(forms::add);
    halves(base64(bytes).stream()).forEach(forms::add);
    return new Canary(name, forms, Set.of());
  }

  /** The private part of a key: whatever has it, in Base64 or hex however wrapped, is found. */
  static Canary key(String name, PrivateKey key) {
    BigInteger secret = ((ECPrivateKey) key).getS();
    byte[] bytes = bytes(secret);
    Set<String> forms = new TreeSet<>(token(name, HexFormat.of().formatHex(bytes)).forms());
    forms.add(secret.toString());
    return new Canary(
        name,
        forms,
        halves(Stream.of(new String(bytes, ISO_8859_1))).collect(Collectors.toUnmodifiableSet()));
  }

  private static byte[] bytes(BigInteger secret) {
    byte[] signed = secret.toByteArray();
    byte[] bytes = new byte[32];
    int length = Math.min(signed.length, bytes.length);
    System.arraycopy(signed, signed.length - length, bytes, bytes.length - length, length);
    return bytes;
  }

  /** Whether a text, its bytes one a character, has the secret in any form. */
  boolean isIn(String text) {
    String unwrapped = unwrapped(text);
    return forms.stream().anyMatch(unwrapped::contains) || raw.stream().anyMatch(text::contains);
  }

  /** Failures of tests show what it is, and are read by everyone. */
  @Override
  public String toString() {
    return name;
  }

  private static String unwrapped(String text) {
    return WRAPPING.matcher(text).replaceAll("");
  }

  /** In Base64 its bytes look in three ways, by how many others stand before them. */
  private static Set<String> base64(byte[] bytes) {
    Set<String> forms = new TreeSet<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      forms.add(unwrapped(Base64.getEncoder().encodeToString(shifted).substring(from, to)));
      forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
    }
    return forms;
  }

  private static List<String> hex(byte[] bytes) {
    String lower = HexFormat.of().formatHex(bytes);
    return List.of(lower, lower.toUpperCase(Locale.ROOT));
  }

  private static Stream<String> halves(Stream<String> forms) {
    return forms.flatMap(
        form -> {
          int half = form.length() / HALVES;
          return Stream.of(form.substring(0, half), form.substring(half));
        });
  }
}

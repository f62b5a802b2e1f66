package dev.photon.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a person or a file gave to encrypt keys with: 1 to {@value #MAX_LENGTH} characters in one
 * line. Prints as {@code ***}. {@link #close} wipes it. Thread-safe.
 */
public final class Passphrase implements AutoCloseable {
  /** The most characters. */
  public static final int MAX_LENGTH = 1024;

  /** The fewest characters that a new key is encrypted with. */
  public static final int MIN_LENGTH_FOR_NEW_KEYS = 12;

  private static final int MAX_BYTES_OF_CHARACTER = 4;

  /** What a decoder makes of bytes that are no text. */
  private static final char REPLACEMENT = '\uFFFD';

  private final char[] secret;
  private boolean wiped;

  private Passphrase(char[] secret) {
    this.secret = secret;
  }

  /**
   * Takes a copy of the characters.
   *
   * @throws IllegalArgumentException if they are none or too many, or not one line of text; the
   *     message has none of them in it
   */
  public static Passphrase of(char[] secret) {
    if (secret.length == 0) {
      throw new IllegalArgumentException("the passphrase is empty");
    }
    if (secret.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the passphrase has more than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < secret.length; ) {
      int c = Character.codePointAt(secret, i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        throw new IllegalArgumentException(
            "the passphrase is not one line of text: it has a control character");
      }
      if (c == REPLACEMENT) {
        throw new IllegalArgumentException(
            "the passphrase has a character that this locale has no text for; use a UTF-8 locale");
      }
      i += Character.charCount(c);
    }
    return new Passphrase(secret.clone());
  }

  /**
   * Reads a file of UTF-8 with the passphrase as its one line. A newline at its end is not of it.
   *
   * @throws UnsafeKeyStoreException if the file is a symbolic link, can be read by others, or holds
   *     no passphrase
   */
  public static Passphrase read(Path file) throws IOException {
    byte[] bytes = OwnerOnly.CURRENT.read(file, MAX_LENGTH * MAX_BYTES_OF_CHARACTER + 1);
    char[] text = new char[0];
    try {
      int end = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? 1 : 0;
      CharBuffer decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - end));
      text = new char[decoded.remaining()];
      decoded.get(text);
      Arrays.fill(decoded.array(), '\0');
      return of(text);
    } catch (CharacterCodingException e) {
      throw new UnsafeKeyStoreException(file, "the passphrase is not UTF-8 text");
    } catch (IllegalArgumentException e) {
      throw new UnsafeKeyStoreException(
          file, e.getMessage() + "; the file has the passphrase as its one line");
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, '\0');
    }
  }

  /** Whether the other one is the same text. */
  public boolean sameAs(Passphrase other) {
    char[] theirs = other.characters();
    char[] mine = characters();
    try {
      return Arrays.equals(mine, theirs);
    } finally {
      Arrays.fill(mine, '\0');
      Arrays.fill(theirs, '\0');
    }
  }

  /** A copy, which the caller wipes. */
  synchronized char[] characters() {
    if (wiped) {
      throw new IllegalStateException("the passphrase was wiped");
    }
    return secret.clone();
  }

  /** Whether a new key may be encrypted with it. */
  synchronized boolean isLongEnoughForNewKeys() {
    return Character.codePointCount(secret, 0, secret.length) >= MIN_LENGTH_FOR_NEW_KEYS;
  }

  /** Wipes it; it cannot be used any more. */
  @Override
  public synchronized void close() {
    wiped = true;
    Arrays.fill(secret, '\0');
  }

  @Override
  public String toString() {
    return "***";
  }
}

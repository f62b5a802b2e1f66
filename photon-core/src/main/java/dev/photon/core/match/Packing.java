package dev.photon.core.match;

import dev.photon.config.Resources;
import java.util.Arrays;

/** Texts and numbers in few bytes, one after the other. Not thread-safe. */
final class Packing {
  private byte[] bytes = new byte[256];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  boolean equalTo(byte[] others, int from, int count) {
    return Arrays.equals(bytes, 0, length, others, from, from + count);
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, length);
  }

  void append(Packing other) {
    for (int i = 0; i < other.length; i++) {
      add(other.bytes[i]);
    }
  }

  /** Seven bits a byte, the lowest first. */
  void number(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      add((int) rest | 0x80);
      rest >>>= 7;
    }
    add((int) rest);
  }

  private void add(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
  }

  void text(String text) {
    text(text, 0);
  }

  private void text(String text, int from) {
    number(text.length() - from);
    for (int i = from; i < text.length(); i++) {
      number(text.charAt(i));
    }
  }

  /** A text that may begin as the other does. */
  void textAfter(String other, String text) {
    int common = 0;
    int most = Math.min(other.length(), text.length());
    while (common < most && other.charAt(common) == text.charAt(common)) {
      common++;
    }
    number(common);
    text(text, common);
  }

  void resources(Resources resources) {
    amount(resources.milliCpu());
    amount(resources.memoryBytes());
    amount(resources.diskBytes());
  }

  private void amount(long amount) {
    int doubled = amount == 0 ? 0 : Long.numberOfTrailingZeros(amount);
    number(doubled);
    number(amount >>> doubled);
  }

  /** Reads what was packed, in the same order. */
  static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    int at() {
      return at;
    }

    long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        number |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    String text() {
      return text("", 0);
    }

    private String text(String begin, int common) {
      int rest = (int) number();
      char[] chars = new char[common + rest];
      begin.getChars(0, common, chars, 0);
      for (int i = common; i < chars.length; i++) {
        chars[i] = (char) number();
      }
      return new String(chars);
    }

    String textAfter(String other) {
      return text(other, (int) number());
    }

    Resources resources() {
      return new Resources(amount(), amount(), amount());
    }

    private long amount() {
      int doubled = (int) number();
      return number() << doubled;
    }
  }
}

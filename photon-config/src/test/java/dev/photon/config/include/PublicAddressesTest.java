package dev.photon.config.include;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classification against another one that compares bits as text. */
class PublicAddressesTest {
  private static final List<String> PRIVATE_V4 =
      List.of(
          "00000000", // 0/8
          "00001010", // 10/8
          "0110010001", // 100.64/10
          "01111111", // 127/8
          "1010100111111110", // 169.254/16
          "101011000001", // 172.16/12
          "110000000000000000000000", // 192.0.0/24
          "110000000000000000000010", // 192.0.2/24
          "110000000101100001100011", // 192.88.99/24
          "1100000010101000", // 192.168/16
          "110001100001001", // 198.18/15
          "110001100011001101100100", // 198.51.100/24
          "110010110000000001110001", // 203.0.113/24
          "1110", // 224/4
          "1111"); // 240/4

  private static final String NAT64 = bits("0064ff9b") + "0".repeat(64);

  @Property(tries = 5_000)
  void v4(@ForAll("v4Bits") String bits) {
    assertThat(PublicAddresses.isPublic(address(bits))).as(bits).isEqualTo(isPublicV4(bits));
  }

  @Property(tries = 5_000)
  void v6(@ForAll("v6Bits") String bits) {
    assertThat(PublicAddresses.isPublic(address(bits))).as(bits).isEqualTo(isPublicV6(bits));
  }

  private static boolean isPublicV4(String bits) {
    return PRIVATE_V4.stream().noneMatch(bits::startsWith);
  }

  private static boolean isPublicV6(String bits) {
    if (bits.startsWith("0".repeat(80) + "1".repeat(16))) {
      return isPublicV4(bits.substring(96)); // Java makes an IPv4 address of it
    }
    if (bits.startsWith(NAT64)) {
      return isPublicV4(bits.substring(96));
    }
    if (bits.startsWith(bits("2002"))) {
      return isPublicV4(bits.substring(16, 48));
    }
    if (bits.startsWith(bits("20010000"))) {
      String client = bits.substring(96).replace('0', 'x').replace('1', '0').replace('x', '1');
      return isPublicV4(bits.substring(32, 64)) && isPublicV4(client);
    }
    return bits.startsWith("001")
        && !bits.startsWith(bits("2001") + "0000000")
        && !bits.startsWith(bits("20010db8"))
        && !bits.startsWith(bits("3fff0"));
  }

  @Provide
  Arbitrary<String> v4Bits() {
    return Arbitraries.oneOf(Arbitraries.just(""), Arbitraries.of(PRIVATE_V4))
        .flatMap(prefix -> filled(prefix, 32));
  }

  @Provide
  Arbitrary<String> v6Bits() {
    Arbitrary<String> embedding =
        Arbitraries.of(
            NAT64, bits("2002"), bits("20010000"), "0".repeat(80) + "1".repeat(16), "0".repeat(96));
    Arbitrary<String> prefixes =
        Arbitraries.oneOf(
            Arbitraries.of(
                "",
                "001",
                bits("2001") + "0000000",
                bits("20010db8"),
                bits("3fff0"),
                bits("fe8"),
                "1111110",
                bits("ff"),
                bits("0064ff9b0001"),
                "0".repeat(127)),
            embedding,
            embedding.flatMap(block -> v4Bits().map(v4 -> block + v4)),
            v4Bits().map(server -> bits("20010000") + server));
    return prefixes.flatMap(
        prefix -> filled(prefix.substring(0, Math.min(128, prefix.length())), 128));
  }

  /** The prefix, or one bit of it turned, and random bits behind it. */
  private static Arbitrary<String> filled(String prefix, int length) {
    Arbitrary<String> rest =
        Arbitraries.strings().withChars('0', '1').ofLength(length - prefix.length());
    Arbitrary<Integer> turned = Arbitraries.integers().between(0, Math.max(0, 4 * prefix.length()));
    return rest.flatMap(
        tail ->
            turned.map(
                at -> {
                  char[] bits = (prefix + tail).toCharArray();
                  if (at < prefix.length()) {
                    bits[at] = bits[at] == '0' ? '1' : '0';
                  }
                  return new String(bits);
                }));
  }

  private static String bits(String hex) {
    return hex.chars()
        .mapToObj(c -> Integer.toBinaryString(16 | Character.digit(c, 16)).substring(1))
        .collect(Collectors.joining());
  }

  private static InetAddress address(String bits) {
    byte[] bytes = new byte[bits.length() / 8];
    IntStream.range(0, bytes.length)
        .forEach(i -> bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2));
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void publicOnes(String address) {
    assertThat(PublicAddresses.isPublic(InetAddresses.forString(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::808:808",
        "2002:a00:1::1",
        "2002:7f00:1::1",
        "2001:0:a00:1::f7f7:f7f7",
        "2001:0:808:808::80ff:fffe",
        "2001:db8::1"
      })
  void privateOnes(String address) {
    assertThat(PublicAddresses.isPublic(InetAddresses.forString(address))).isFalse();
  }
}

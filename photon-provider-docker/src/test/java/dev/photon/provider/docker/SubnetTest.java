package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SubnetTest {
  private static final SubnetRange RANGE =
      new SubnetRange(Subnet.parse("10.201.0.0/24").orElseThrow(), 27);

  @Property(tries = 300)
  void printingAndReadingIsIdentity(@ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
    Subnet subnet = new Subnet(address, prefix);
    assertThat(Subnet.parse(subnet.toString())).contains(subnet);
  }

  @Property(tries = 300)
  void overlapIsMutualAndKnowsItself(
      @ForAll int a,
      @ForAll @IntRange(max = 32) int p,
      @ForAll int b,
      @ForAll @IntRange(max = 32) int q) {
    Subnet one = new Subnet(a, p);
    Subnet two = new Subnet(b, q);
    assertThat(one.overlaps(one)).isTrue();
    assertThat(one.overlaps(two)).isEqualTo(two.overlaps(one));
  }

  @Property(tries = 200)
  void aFreePieceLiesInsideAndOverlapsWithNothingTaken(
      @ForAll String name, @ForAll @Size(max = 12) List<@IntRange(max = 255) Integer> hosts) {
    List<Subnet> taken = new ArrayList<>();
    hosts.forEach(host -> taken.add(new Subnet(RANGE.whole().address() + host, 32)));
    Optional<Subnet> free = RANGE.free(name, taken);
    free.ifPresent(
        subnet -> {
          assertThat(subnet.overlaps(RANGE.whole())).isTrue();
          assertThat(subnet.prefix()).isEqualTo(27);
          assertThat(taken).noneMatch(subnet::overlaps);
        });
    long blocked = hosts.stream().map(host -> host / 32).distinct().count();
    assertThat(free.isPresent()).isEqualTo(blocked < RANGE.pieces());
  }

  @Property(tries = 50)
  void everyPieceIsGivenOnceThenNone(@ForAll String name) {
    List<Subnet> taken = new ArrayList<>();
    for (int i = 0; i < RANGE.pieces(); i++) {
      taken.add(RANGE.free(name, List.copyOf(taken)).orElseThrow());
    }
    assertThat(taken).doesNotHaveDuplicates();
    assertThat(RANGE.free(name, taken)).isEmpty();
  }

  @Example
  void whatIsNoSubnetIsNotRead() {
    for (String text :
        List.of(
            "",
            "10.0.0.0",
            "10.0.0/8",
            "10.0.0.256/8",
            "10.0.0.0/33",
            "::/0",
            "a.b.c.d/1",
            "1.2.3.-4/8")) {
      assertThat(Subnet.parse(text)).as(text).isEmpty();
    }
  }

  @Example
  void aRangeTooSmallForItsPiecesIsRefused() {
    assertThatThrownBy(() -> new SubnetRange(Subnet.parse("10.0.0.0/28").orElseThrow(), 26))
        .hasMessageContaining("networks of prefix 26 cannot be cut from 10.0.0.0/28");
  }
}

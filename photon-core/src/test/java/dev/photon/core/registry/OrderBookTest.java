package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.core.match.CheapestMatcher;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult.Candidate;
import dev.photon.spi.api.MatchResult.EntryMatch;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.ProfileRequirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderBookTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private RegistryWorld world;

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** One on the same store, as a restart makes it. */
  private OrderBook book() {
    return new OrderBook(world.store(), world.runtime, new CheapestMatcher());
  }

  private static void put(OrderBook book, Offer offer) {
    assertThat(book.put(DatacenterReport.of(offer))).isEqualTo(DatacenterInstructions.NONE);
  }

  private static EntryMatch inUsWest(OrderBook book) {
    ProfileRequirement any =
        new ProfileRequirement(
            new ProfileName("any"), Lifetime.SHORT, Resources.NONE, 0, Optional.empty());
    DatacenterRequirement entry =
        new DatacenterRequirement(new DatacenterName("any"), Region.US_WEST, List.of(any));
    return book.match(new MatchRequest(List.of(entry), Set.of())).entries().get(0);
  }

  private static List<Offer> offers(OrderBook book) {
    return inUsWest(book).candidates().stream().map(Candidate::offer).toList();
  }

  private Optional<String> body(DatacenterId id) {
    return world
        .store()
        .read(
            tx ->
                tx.first(
                    "SELECT body FROM offer WHERE datacenter = ?",
                    row -> row.text("body"),
                    id.value()));
  }

  @Test
  void anOfferThatIsOnlyRenewedIsNotWrittenAgain() {
    DatacenterId id = world.datacenter(world.account("ada@example.org"), "west").id();
    OrderBook book = book();
    put(book, world.offer(id, "west", 1));
    Optional<String> first = body(id);
    world.runtime.advance(Duration.ofSeconds(5));
    Offer renewed = world.offer(id, "west", 2);
    put(book, renewed);
    assertThat(body(id)).isPresent().isEqualTo(first);
    assertThat(offers(book)).containsExactly(renewed);
    assertThat(offers(book())).containsExactly(renewed);
  }

  @Test
  void anOfferOfOtherCapacityIsWrittenAgain() {
    DatacenterId id = world.datacenter(world.account("ada@example.org"), "west").id();
    OrderBook book = book();
    Offer first = world.offer(id, "west", 1);
    put(book, first);
    Resources all = first.capacity().total();
    Offer fuller =
        Offers.with(Offers.numbered(first, 2), new Capacity(all, Resources.USUAL, Resources.USUAL));
    put(book, fuller);
    assertThat(offers(book())).containsExactly(fuller);
  }

  @Test
  void whatHasExpiredIsForgottenAndMayBeRenewed() {
    DatacenterId id = world.datacenter(world.account("ada@example.org"), "west").id();
    OrderBook book = book();
    put(book, world.offer(id, "west", 7));
    world.runtime.advance(Duration.ofSeconds(15));
    assertThat(offers(book)).isEmpty();
    assertThat(book.offeredUntil(id)).isEmpty();
    book.sweep();
    assertThat(body(id)).isEmpty();
    Offer again = world.offer(id, "west", 3); // the sequence is forgotten, too
    put(book, again);
    assertThat(offers(book())).containsExactly(again);
  }

  @Test
  void aRenewalOfWhatTheStoreHasForgottenIsWrittenWhole() {
    DatacenterId id = world.datacenter(world.account("ada@example.org"), "west").id();
    OrderBook book = book();
    put(book, world.offer(id, "west", 1));
    world.store().write(tx -> tx.update("DELETE FROM offer"));
    Offer renewed = world.offer(id, "west", 2);
    put(book, renewed);
    assertThat(offers(book())).containsExactly(renewed);
  }

  @Test
  void moreThanAPageOfOffersIsThereAfterARestart() {
    DatacenterId west = world.datacenter(world.account("ada@example.org"), "west").id();
    put(book(), world.offer(west, "west", 1));
    int many = 20_001;
    world
        .store()
        .write(
            tx -> {
              for (int i = 1; i < many; i++) {
                String id = "dc-" + i;
                tx.update(
                    "INSERT INTO datacenter (id, account, name, region, created)"
                        + " SELECT ?, account, name, region, created FROM datacenter WHERE id = ?",
                    id,
                    west.value());
                tx.update(
                    "INSERT INTO offer (datacenter, sequence, expires, body) SELECT ?, sequence,"
                        + " expires, replace(body, ?, ?) FROM offer WHERE datacenter = ?",
                    id,
                    "\"" + west.value() + "\"",
                    "\"" + id + "\"",
                    west.value());
              }
              return true;
            });
    assertThat(inUsWest(book()).rejections().offers()).isEqualTo(many);
  }
}

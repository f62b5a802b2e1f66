package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.spi.Subscription;
import dev.photon.spi.Transport;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.MetacenterApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} does; a transport's test extends this and says how one is opened.
 *
 * <p>The peer behind the transport is a {@link RecordingPeer}; certificates are real. Here are the
 * streams of events; the classes above have the rest.
 */
public abstract class TransportConformance extends TransportCallConformance {

  @Test
  void eventsArriveInOrderThoseBeforeAndThoseToCome() throws Exception {
    List<Event> events = samples.events(40);
    events.subList(0, 20).forEach(peer.events::append);
    var received = new ReceivedEvents();
    try (Subscription stream = datacenter().deploymentEvents(samples.deployment(), 5, received)) {
      assertThat(stream).isNotNull();
      events.subList(20, 40).forEach(peer.events::append);
      assertThat(received.take(35)).isEqualTo(events.subList(5, 40));
    }
    assertThat(peer.calls().get(0).arguments()).isEqualTo(List.of(samples.deployment(), 5L));
  }

  @Test
  void readerThatResumesLosesNothingAndGetsNothingTwice() throws Exception {
    List<Event> events = samples.events(20_000);
    MetacenterApi api = metacenter();
    events.forEach(peer.events::append);
    List<Event> all = new ArrayList<>();
    while (all.size() < events.size()) {
      var received = new ReceivedEvents();
      long after = all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
      try (Subscription stream = api.events(after, received)) {
        assertThat(stream).isNotNull();
        all.addAll(received.takeUntilEndOr(events.size() - all.size()));
      }
    }
    assertThat(all).isEqualTo(events);
  }

  @Test
  void streamEndsAsThePeerEndsIt() throws Exception {
    MetacenterApi api = metacenter();
    var received = new ReceivedEvents();
    try (Subscription stream = api.events(0, received)) {
      assertThat(stream).isNotNull();
      samples.events(3).forEach(peer.events::append);
      peer.events.end(Optional.empty());
      assertThat(received.take(3)).isEqualTo(samples.events(3));
      assertThat(received.end()).isEmpty();
    }
    var failed = new ReceivedEvents();
    try (Subscription stream = api.events(3, failed)) {
      assertThat(stream).isNotNull();
      peer.events.end(
          Optional.of(new ApiException(Status.NOT_FOUND, "gone", "gone", Optional.of("rest"))));
      ApiException cause = failed.end().orElseThrow();
      assertThat(cause.status()).isEqualTo(Status.NOT_FOUND);
      assertThat(cause.reason()).isEqualTo("gone");
      assertThat(cause.hint()).contains("rest");
    }
  }

  @Test
  void refusedStreamIsThrownAndNotEnded() {
    peer.before(
        () -> {
          throw new ApiException(Status.NOT_FOUND, "no-deployment", "no such deployment");
        });
    DatacenterApi api = datacenter();
    var received = new ReceivedEvents();
    ApiException refusal = refusal(() -> api.deploymentEvents(samples.deployment(), 0, received));
    assertThat(refusal.reason()).isEqualTo("no-deployment");
    assertThat(received.isEmpty()).isTrue();
  }

  @Test
  void closedStreamEndsThePeersSubscriptionAndGetsNothingMore() throws Exception {
    List<Event> events = samples.events(4);
    MetacenterApi api = metacenter();
    var received = new ReceivedEvents();
    Subscription stream = api.events(0, received);
    events.subList(0, 2).forEach(peer.events::append);
    received.take(2);
    stream.close();
    stream.close();
    assertThat(peer.events.awaitClosed()).isTrue();
    events.subList(2, 4).forEach(peer.events::append);
    assertThat(api.status()).isEqualTo(samples.metacenterStatus());
    assertThat(received.isEmpty()).isTrue();
  }

  @Test
  void streamEndsWithTheServer() throws Exception {
    Transport host = transport(hierarchy.as(hierarchy.agent("west")));
    Transport.Server server = serve(host, anywhere(), DatacenterApi.class);
    Endpoint where = server.address().as(hierarchy.agent("west"));
    DatacenterApi api =
        transport(hierarchy.as(hierarchy.metacenter("shop"))).connect(where, DatacenterApi.class);
    var received = new ReceivedEvents();
    try (Subscription stream = api.deploymentEvents(samples.deployment(), 0, received)) {
      assertThat(stream).isNotNull();
      server.close();
      assertThat(received.end().orElseThrow().status()).isEqualTo(Status.UNAVAILABLE);
      assertThat(peer.events.awaitClosed()).isTrue();
    }
  }

  @Test
  void streamEndsWithTheClientsTransport() throws Exception {
    Endpoint where = serve(hierarchy.agent("west"), DatacenterApi.class);
    Transport client = transport(hierarchy.as(hierarchy.metacenter("shop")));
    var received = new ReceivedEvents();
    try (Subscription stream =
        client
            .connect(where, DatacenterApi.class)
            .deploymentEvents(samples.deployment(), 0, received)) {
      assertThat(stream).isNotNull();
      client.close();
      assertThat(received.end().orElseThrow().status()).isEqualTo(Status.UNAVAILABLE);
      assertThat(peer.events.awaitClosed()).isTrue();
    }
  }
}

package dev.photon.core.bench;

import dev.photon.core.match.CheapestMatcher;
import dev.photon.core.match.Matcher;
import dev.photon.core.match.OfferIndex;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A million offers: the cheapest that fit found in the index and by SQLite, and offers renewed. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatchingBenchmark {
  static final int OFFERS = 1_000_000;

  /** Which question is asked, of each region in turns. */
  private static List<DatacenterRequirement> entries(String query) {
    return query.equals("rare") ? BigMarket.rare() : BigMarket.common();
  }

  /** The index. */
  @State(Scope.Benchmark)
  public static class Indexed {
    @Param({"common", "rare"})
    public String query = "common";

    @Param({"PROPORTIONAL", "MIXED"})
    public BigMarket.Prices prices = BigMarket.Prices.PROPORTIONAL;

    private final Matcher matcher = new CheapestMatcher();
    private OfferIndex index = new OfferIndex();
    private List<MatchRequest> requests = List.of();
    private int next;

    /** Fills the index. */
    @Setup
    public void prepare() {
      index = filled(prices);
      requests = entries(query).stream().map(BigMarket::request).toList();
    }

    MatchResult match() {
      next = (next + 1) % requests.size();
      return matcher.match(requests.get(next), index.at(BigMarket.NOW));
    }
  }

  static OfferIndex filled(BigMarket.Prices prices) {
    OfferIndex index = new OfferIndex();
    BigMarket market = new BigMarket(prices);
    for (int i = 0; i < OFFERS; i++) {
      index.put(market.next(i));
    }
    return index;
  }

  /** The peer; it is sure before that it answers as the index does. */
  @State(Scope.Benchmark)
  public static class Peer {
    @Param({"common", "rare"})
    public String query = "common";

    private Optional<SqliteOffers> offers = Optional.empty();
    private List<DatacenterRequirement> entries = List.of();
    private int next;

    /** Fills the table. */
    @Setup
    public void prepare() throws SQLException {
      SqliteOffers sqlite = SqliteOffers.of(OFFERS);
      offers = Optional.of(sqlite);
      entries = entries(query);
      OfferIndex index = filled(BigMarket.Prices.PROPORTIONAL);
      for (DatacenterRequirement entry : entries) {
        MatchResult match =
            new CheapestMatcher().match(BigMarket.request(entry), index.at(BigMarket.NOW));
        Optional<String> chosen = match.entries().get(0).chosen().map(c -> c.offer().id().value());
        if (!chosen.equals(sqlite.cheapest(entry))) {
          throw new IllegalStateException(
              entry + ": " + chosen + " is not " + sqlite.cheapest(entry));
        }
      }
    }

    Optional<String> cheapest() throws SQLException {
      next = (next + 1) % entries.size();
      return offers.orElseThrow().cheapest(entries.get(next));
    }

    /** Gives the memory back. */
    @TearDown
    public void close() throws SQLException {
      offers.orElseThrow().close();
    }
  }

  /** Renewals of some of a million offers, each with other free capacity than the last. */
  @State(Scope.Benchmark)
  public static class Renewals {
    private static final int RENEWED = 100_000;

    private OfferIndex index = new OfferIndex();
    private final List<Offer> offers = new ArrayList<>();
    private int next;

    /** Fills the index. */
    @Setup
    public void prepare() {
      index = filled(BigMarket.Prices.MIXED);
      BigMarket market = new BigMarket(BigMarket.Prices.MIXED);
      for (int i = 0; i < OFFERS; i++) {
        Offer offer = market.next(i);
        if (i % (OFFERS / RENEWED) == 0) {
          offers.add(offer);
        }
      }
      for (int i = 0; i < RENEWED; i++) {
        Offer offer = offers.get(i);
        offers.add(market.renewed(offer, offer.sequence(), offer.expires().plusSeconds(1)));
      }
    }

    boolean renew() {
      next = (next + 1) % offers.size();
      return index.put(offers.get(next));
    }
  }

  /** Photon: a whole answer, with the offer. */
  @Benchmark
  public MatchResult match(Indexed indexed) {
    return indexed.match();
  }

  /** SQLite: the id alone. */
  @Benchmark
  public Optional<String> sqlite(Peer peer) throws SQLException {
    return peer.cheapest();
  }

  /** Photon: an offer whose free capacity has changed. */
  @Benchmark
  public boolean put(Renewals renewals) {
    return renewals.renew();
  }
}

package dev.photon.core.match;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an offer that decide nothing, in some forty bytes: its id; name and host, which
 * mostly begin as the id does; the agent's identity, which is mostly the id within a text that all
 * have; total capacity. Not thread-safe.
 */
final class OfferText {
  /** Of texts around the id; more are not remembered, so that strangers cannot fill the memory. */
  private static final int MOST_FORMS = 100;

  private static final String ID = "\0";
  private static final int NO_IDENTITY = 0;
  private static final int WHOLE_IDENTITY = 1;
  private static final int FIRST_FORM = 2;

  private final Packing all = new Packing();
  private final Packing parts = new Packing();
  private final Map<String, Integer> formNumbers = new HashMap<>();
  private final List<String> forms = new ArrayList<>();

  /** The parts that have columns. */
  record Columns(
      Region region,
      Lifetime commitment,
      PriceList prices,
      Resources free,
      Resources largestNode,
      long sequence,
      Instant expires,
      boolean simulated) {}

  /** Valid until the next call. */
  Packing pack(Offer offer) {
    String id = offer.id().value();
    parts.clear();
    parts.text(id);
    parts.textAfter(id, offer.name());
    parts.textAfter(id, offer.endpoint().host());
    parts.number(offer.endpoint().port());
    identity(id, offer.endpoint().identity());
    parts.resources(offer.capacity().total());
    all.clear();
    all.number(parts.length());
    all.append(parts);
    return all;
  }

  private void identity(String id, Optional<Identity> identity) {
    if (identity.isEmpty()) {
      parts.number(NO_IDENTITY);
      return;
    }
    String uri = identity.get().uri();
    Integer form = identity.get().scope().equals(Optional.of(id)) ? form(id, uri) : null;
    if (form == null) {
      parts.number(WHOLE_IDENTITY);
      parts.text(uri);
    } else {
      parts.number(FIRST_FORM + form);
    }
  }

  /** The number of the text around the id; none if there are too many. */
  private @Nullable Integer form(String id, String uri) {
    int at = uri.indexOf(id);
    String form = uri.substring(0, at) + ID + uri.substring(at + id.length());
    Integer number = formNumbers.get(form);
    if (number == null && forms.size() < MOST_FORMS) {
      number = forms.size();
      forms.add(form);
      formNumbers.put(form, number);
    }
    return number;
  }

  Offer unpack(byte[] packed, int at, Columns columns) {
    Packing.Reader reader = new Packing.Reader(packed, at);
    reader.number();
    String id = reader.text();
    String name = reader.textAfter(id);
    String host = reader.textAfter(id);
    int port = (int) reader.number();
    Optional<Identity> identity = identity(id, reader);
    Resources total = reader.resources();
    return new Offer(
        new DatacenterId(id),
        name,
        columns.region(),
        columns.commitment(),
        columns.prices(),
        new Capacity(total, columns.free(), columns.largestNode()),
        columns.sequence(),
        columns.expires(),
        new Endpoint(host, port, identity),
        columns.simulated());
  }

  private Optional<Identity> identity(String id, Packing.Reader reader) {
    int form = (int) reader.number();
    if (form == NO_IDENTITY) {
      return Optional.empty();
    }
    return Optional.of(
        Identity.parse(
            form == WHOLE_IDENTITY ? reader.text() : forms.get(form - FIRST_FORM).replace(ID, id)));
  }

  /** How many bytes an offer's parts take. */
  static int length(byte[] packed, int at) {
    Packing.Reader reader = new Packing.Reader(packed, at);
    long length = reader.number();
    return (int) (reader.at() + length) - at;
  }

  static String id(byte[] packed, int at) {
    Packing.Reader reader = new Packing.Reader(packed, at);
    reader.number();
    return reader.text();
  }

  // An id has ASCII characters only, a byte each.

  static boolean hasId(byte[] packed, int at, String id) {
    Packing.Reader reader = new Packing.Reader(packed, at);
    reader.number();
    if (reader.number() != id.length()) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (packed[reader.at() + i] != id.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** What {@link String#hashCode} says of the id. */
  static int idHash(byte[] packed, int at) {
    Packing.Reader reader = new Packing.Reader(packed, at);
    reader.number();
    int length = (int) reader.number();
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + packed[reader.at() + i];
    }
    return hash;
  }
}

package dev.photon.transport.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.photon.config.EventType;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.Protocol;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Nonce;
import dev.photon.transport.grpc.v1.ValuesProto;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Maps the values that all three APIs share. */
final class ValueMapper {
  /** The longest text for people, in characters. */
  static final int TEXT = 16 * 1024;

  private static final int CERTIFICATE = 8 * 1024;
  private static final int CHAIN = PeerVerifier.MAX_ANSWER;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private ValueMapper() {}

  /** A text for people, no longer than a reader takes. */
  static String cut(String text) {
    return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
  }

  static Timestamp toProto(Instant time) {
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("time must be in the years 1 to 9999: " + time);
    }
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  static Instant fromProto(Timestamp time) {
    int nanos = time.getNanos();
    if (nanos < 0 || nanos > 999_999_999) {
      throw new IllegalArgumentException("nanos must be 0 to 999999999: " + nanos);
    }
    long seconds = time.getSeconds();
    if (seconds < EARLIEST.getEpochSecond() || seconds > LATEST.getEpochSecond()) {
      throw new IllegalArgumentException("time must be in the years 1 to 9999");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  static ValuesProto.Region toProto(Region region) {
    return ValuesProto.Region.valueOf("REGION_" + region.name());
  }

  static Region fromProto(String field, ValuesProto.Region region) {
    return Read.constant(field, Region.class, "REGION_", region);
  }

  static ValuesProto.Lifetime toProto(Lifetime lifetime) {
    return ValuesProto.Lifetime.valueOf("LIFETIME_" + lifetime.name());
  }

  static Lifetime fromProto(String field, ValuesProto.Lifetime lifetime) {
    return Read.constant(field, Lifetime.class, "LIFETIME_", lifetime);
  }

  static ValuesProto.Protocol toProto(Protocol protocol) {
    return ValuesProto.Protocol.valueOf("PROTOCOL_" + protocol.name());
  }

  static Protocol fromProto(String field, ValuesProto.Protocol protocol) {
    return Read.constant(field, Protocol.class, "PROTOCOL_", protocol);
  }

  static ValuesProto.EventType toProto(EventType type) {
    return ValuesProto.EventType.valueOf("EVENT_TYPE_" + type.name());
  }

  static EventType fromProto(String field, ValuesProto.EventType type) {
    return Read.constant(field, EventType.class, "EVENT_TYPE_", type);
  }

  static Price price(String field, long microDollars) {
    return Read.field(field, () -> new Price(microDollars));
  }

  static ValuesProto.Resources toProto(Resources resources) {
    return ValuesProto.Resources.newBuilder()
        .setMilliCpu(resources.milliCpu())
        .setMemoryBytes(resources.memoryBytes())
        .setDiskBytes(resources.diskBytes())
        .build();
  }

  static Resources fromProto(ValuesProto.Resources resources) {
    return new Resources(
        resources.getMilliCpu(), resources.getMemoryBytes(), resources.getDiskBytes());
  }

  static ValuesProto.Capacity toProto(Capacity capacity) {
    return ValuesProto.Capacity.newBuilder()
        .setTotal(toProto(capacity.total()))
        .setFree(toProto(capacity.free()))
        .setLargestNode(toProto(capacity.largestNode()))
        .build();
  }

  static Capacity fromProto(ValuesProto.Capacity capacity) {
    return new Capacity(
        Read.required("total", capacity.hasTotal(), capacity.getTotal(), ValueMapper::fromProto),
        Read.required("free", capacity.hasFree(), capacity.getFree(), ValueMapper::fromProto),
        Read.required(
            "largest_node",
            capacity.hasLargestNode(),
            capacity.getLargestNode(),
            ValueMapper::fromProto));
  }

  static ValuesProto.Endpoint toProto(Endpoint endpoint) {
    ValuesProto.Endpoint.Builder proto =
        ValuesProto.Endpoint.newBuilder().setHost(endpoint.host()).setPort(endpoint.port());
    endpoint.identity().ifPresent(identity -> proto.setIdentity(identity.uri()));
    return proto.build();
  }

  static Endpoint fromProto(ValuesProto.Endpoint endpoint) {
    return new Endpoint(
        endpoint.getHost(),
        endpoint.getPort(),
        Read.optional("identity", endpoint.hasIdentity(), endpoint.getIdentity(), Identity::parse));
  }

  static ValuesProto.KeyProof toProto(KeyProof proof) {
    return ValuesProto.KeyProof.newBuilder()
        .setRequest(ByteString.copyFrom(proof.request().encoded()))
        .setNonce(ByteString.copyFrom(proof.nonce().bytes()))
        .build();
  }

  static KeyProof fromProto(ValuesProto.KeyProof proof) {
    return new KeyProof(
        Read.field("request", proof.getRequest(), ValueMapper::signingRequest),
        Read.field("nonce", proof.getNonce(), ValueMapper::nonce));
  }

  static Nonce nonce(ByteString bytes) {
    if (bytes.size() != 32) {
      throw new IllegalArgumentException("must have 32 bytes, not " + bytes.size());
    }
    return Nonce.of(bytes.toByteArray());
  }

  private static SigningRequest signingRequest(ByteString bytes) {
    try {
      return SigningRequest.parse(bytes.toByteArray());
    } catch (CertificateRejectedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static ValuesProto.Chain toProto(List<X509Certificate> chain) {
    ValuesProto.Chain.Builder proto = ValuesProto.Chain.newBuilder();
    for (X509Certificate certificate : chain) {
      try {
        proto.addCertificates(ByteString.copyFrom(certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("certificate has no encoding", e);
      }
    }
    return proto.build();
  }

  static List<X509Certificate> fromProto(ValuesProto.Chain chain) {
    return Read.each("certificates", chain.getCertificatesList(), CHAIN, ValueMapper::certificate);
  }

  private static X509Certificate certificate(ByteString der) {
    if (der.size() > CERTIFICATE) {
      throw new IllegalArgumentException("has more than " + CERTIFICATE + " bytes");
    }
    byte[] bytes = der.toByteArray();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
      if (!Arrays.equals(certificate.getEncoded(), bytes)) {
        throw new IllegalArgumentException("is more than one certificate");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new IllegalArgumentException("is no certificate in DER", e);
    }
  }
}

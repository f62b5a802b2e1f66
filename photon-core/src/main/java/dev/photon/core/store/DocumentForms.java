package dev.photon.core.store;

import dev.photon.config.DatacenterName;
import dev.photon.config.ProfileName;
import dev.photon.config.Secret;
import dev.photon.config.ServiceName;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** The values that are one text in a document: names, ids, certificates. */
final class DocumentForms {
  private final SimpleModule module = new SimpleModule("photon");

  private DocumentForms() {
    form(ServiceName.class, ServiceName::value, ServiceName::new);
    form(DatacenterName.class, DatacenterName::value, DatacenterName::new);
    form(ProfileName.class, ProfileName::value, ProfileName::new);
    form(Secret.class, Secret::reveal, Secret::of);
    form(AccountId.class, AccountId::value, AccountId::new);
    form(DatacenterId.class, DatacenterId::value, DatacenterId::new);
    form(DeploymentId.class, DeploymentId::value, DeploymentId::new);
    form(NodeId.class, NodeId::toString, NodeId::parse);
    form(Nonce.class, Nonce::value, Nonce::new);
    form(RequestKey.class, RequestKey::value, RequestKey::new);
    form(Identity.class, Identity::uri, Identity::parse);
    form(X509Certificate.class, DocumentForms::text, DocumentForms::certificate);
    form(SigningRequest.class, r -> base64(r.encoded()), DocumentForms::request);
  }

  static SimpleModule module() {
    return new DocumentForms().module;
  }

  private <T> void form(Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(write.apply(value));
          }
        });
    module.addKeySerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeName(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
              return context.reportInputMismatch(type, "not a text");
            }
            try {
              return read.apply(json.getString());
            } catch (IllegalArgumentException e) {
              return context.reportInputMismatch(type, "not of its form");
            }
          }
        });
    module.addKeyDeserializer(
        type,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            try {
              return read.apply(key);
            } catch (IllegalArgumentException e) {
              return context.reportInputMismatch(type, "not of its form");
            }
          }
        });
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String text(X509Certificate certificate) {
    try {
      return base64(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("not a certificate that can be written", e);
    }
  }

  private static X509Certificate certificate(String text) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate", e);
    }
  }

  private static SigningRequest request(String text) {
    try {
      return SigningRequest.parse(Base64.getDecoder().decode(text));
    } catch (CertificateRejectedException e) {
      throw new IllegalArgumentException("not a signing request", e);
    }
  }
}

package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.ClassPath;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Expose;
import dev.photon.config.NotificationTarget;
import dev.photon.config.Price;
import dev.photon.config.Resources;
import dev.photon.config.Secret;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.PriceList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DocumentsTest {

  /** All records that the APIs carry, the nested ones too. */
  private static List<Class<?>> records() {
    try {
      return ClassPath.from(DocumentsTest.class.getClassLoader())
          .getTopLevelClasses("dev.photon.spi.api")
          .stream()
          .<Class<?>>map(ClassPath.ClassInfo::load)
          .flatMap(c -> Stream.concat(Stream.of(c), Arrays.stream(c.getDeclaredClasses())))
          .filter(Class::isRecord)
          .filter(c -> c != AccessRequest.class && c != LeaseRequest.class) // never stored
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Property(tries = 25)
  void readingWhatWasWrittenGivesAnEqualValue(@ForAll long seed) {
    RecordMaker maker = new RecordMaker(seed);
    List<Class<?>> types = new ArrayList<>(records());
    assertThat(types.size()).isGreaterThan(30);
    types.addAll(List.of(Expose.class, NotificationTarget.class));
    for (Class<?> type : types) {
      Object value = maker.make(type);
      String document = Documents.write(value);
      Object read = Documents.read(document, type);
      // A signing request knows no equality but that of its bytes, so the texts speak for it.
      assertThat(Documents.write(read)).isEqualTo(document);
      if (!document.contains("\"request\"") && !document.contains("Key\"")) {
        assertThat(read).isEqualTo(value);
      }
    }
  }

  @Test
  void anEmptyConfigurationIsOneToo() {
    DeploymentConfig config =
        new DeploymentConfig(java.util.Map.of(), java.util.Map.of(), java.util.Map.of(), List.of());
    assertThat(Documents.read(Documents.write(config), DeploymentConfig.class)).isEqualTo(config);
  }

  @Test
  void alternativesAreNamed() {
    PriceList prices = new PriceList.PerUnit(1, 2, 3);
    assertThat(Documents.write(prices))
        .isEqualTo("{\"kind\":\"PerUnit\",\"cpu\":1,\"memoryGib\":2,\"diskGib\":3}");
    assertThat(Documents.read(Documents.write(prices), PriceList.class)).isEqualTo(prices);
    assertThatThrownBy(() -> Documents.read("{\"kind\":\"java.lang.String\"}", PriceList.class))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void namesAreTexts() {
    NodeAddress address = new NodeAddress(80, "10.0.0.1", 8080);
    assertThat(Documents.write(List.of(address, new Price(5), Resources.NONE)))
        .isEqualTo(
            "[{\"port\":80,\"host\":\"10.0.0.1\",\"hostPort\":8080},{\"microDollarsPerHour\":5},"
                + "{\"milliCpu\":0,\"memoryBytes\":0,\"diskBytes\":0}]");
  }

  @Test
  void whatIsNotExactlyADocumentIsRefusedWithoutQuotingIt() {
    String good = "{\"port\":80,\"host\":\"hunter2\",\"hostPort\":8080}";
    assertThat(Documents.read(good, NodeAddress.class).port()).isEqualTo(80);
    for (String bad :
        List.of(
            "",
            "null",
            "hunter2",
            good + good,
            "[" + good + "]",
            good.replace("\"port\":80,", ""),
            good.replace("\"port\":80,", "\"port\":80,\"port\":80,"),
            good.replace("\"port\":80", "\"port\":80,\"more\":1"),
            good.replace("80,", "\"80\","),
            good.replace("80,", "80.5,"),
            good.replace("80,", "null,"),
            good.replace("\"hunter2\"", "null"),
            good.replace("\"hunter2\"", "5"),
            good.replace("80,", "99999999999,"),
            good.substring(0, good.length() - 1))) {
      assertThatThrownBy(() -> Documents.read(bad, NodeAddress.class))
          .as(bad)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("NodeAddress")
          .hasMessageNotContaining("hunter2");
    }
    assertThatThrownBy(() -> Documents.read("\"\"", Secret.class))
        .isInstanceOf(StoreException.class);
  }
}

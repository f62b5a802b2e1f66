package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published schema says what the checks say, as far as a schema can. */
class DeploymentSchemaTest {
  private static final Path PUBLISHED =
      Path.of("src/main/resources/dev/photon/config/deployment-0.1.schema.json");

  private static final SchemaRegistry DRAFT =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final com.networknt.schema.Schema WHOLE = DRAFT.getSchema(SchemaWriter.whole());

  /** What a value is in itself; the other codes need more than one part of a file. */
  private static final Set<Code> OF_ONE_VALUE =
      Set.of(
          Code.UNKNOWN_KEY,
          Code.MISSING_KEY,
          Code.MISSING_VALUE,
          Code.MISSING_VERSION,
          Code.UNSUPPORTED_VERSION,
          Code.WRONG_TYPE,
          Code.UNKNOWN_VALUE,
          Code.BAD_NAME,
          Code.BAD_IMAGE,
          Code.BAD_ENV,
          Code.BAD_NUMBER,
          Code.BAD_FLAG,
          Code.BAD_QUANTITY,
          Code.BAD_PRICE,
          Code.BAD_DURATION,
          Code.BAD_HEALTH,
          Code.BAD_AUTOSCALING,
          Code.BAD_URL,
          Code.BAD_EMAIL,
          Code.CLIENT_NOBODY);

  @Test
  void whatIsPublishedIsWrittenFromTheLanguage() throws Exception {
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PUBLISHED, SchemaWriter.file());
    }
    assertThat(Files.readString(PUBLISHED)).isEqualTo(SchemaWriter.file());
    assertThat(DeploymentSchema.text()).isEqualTo(SchemaWriter.file());
  }

  @Test
  void schemaAndChecksAgreeOnThousandsOfDocuments() {
    Set<String> codes = OF_ONE_VALUE.stream().map(Code::text).collect(Collectors.toSet());
    int good = 0;
    int all = 6_000;
    for (int seed = 0; seed < all; seed++) {
      String document = new RandomDocuments(new Random(seed)).next();
      boolean bySchema = WHOLE.validate(document, InputFormat.JSON).isEmpty();
      Loaded<DeploymentConfig> loaded = ConfigLoader.standard().load("document", document);
      boolean byChecks = loaded.diagnostics().stream().noneMatch(d -> codes.contains(d.code()));
      assertThat(bySchema)
          .as("%s\n%s\n%s", document, loaded.diagnostics(), schemaSays(document))
          .isEqualTo(byChecks);
      good += byChecks ? 1 : 0;
    }
    assertThat(good).isBetween(all / 5, all * 4 / 5);
  }

  private static String schemaSays(String document) {
    return WHOLE.validate(document, InputFormat.JSON).toString();
  }

  /** An editor shows nothing red in a file that is valid, whatever it includes. */
  @Test
  void everyValidFilePassesThePublishedSchema() throws Exception {
    com.networknt.schema.Schema file = DRAFT.getSchema(SchemaWriter.file());
    for (Path path : GoldenTest.valid()) {
      String text = Files.readString(path);
      Problems problems = new Problems();
      Tree tree =
          TreeReader.read(new SourceText("a.yml", 0, text), text, problems).orElseThrow().root();
      String json = Json.indented(TypedValues.of(tree));
      assertThat(file.validate(json, InputFormat.JSON)).as(path + "\n" + json).isEmpty();
    }
  }

  @Test
  void everyPrintPassesBothSchemas() throws Exception {
    com.networknt.schema.Schema file = DRAFT.getSchema(SchemaWriter.file());
    for (int seed = 0; seed < 300; seed++) {
      String json = ConfigPrinter.printJson(Deployments.deployment(new Random(seed)));
      assertThat(file.validate(json, InputFormat.JSON)).as(json).isEmpty();
      assertThat(WHOLE.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }
  }

  @Test
  void everyKeyIsDescribed() {
    String schema = SchemaWriter.file();
    long properties = schema.split("\"description\"", -1).length - 1L;
    assertThat(properties).isGreaterThan(50);
    assertThat(Language.FILE.keys().values()).allSatisfy(DeploymentSchemaTest::isDescribed);
  }

  private static void isDescribed(Shape.KeySpec key) {
    assertThat(key.description()).as(key.name()).endsWith(".").hasSizeGreaterThan(8);
    if (key.shape() instanceof Shape.Keys keys) {
      assertThat(keys.keys().values()).allSatisfy(DeploymentSchemaTest::isDescribed);
    }
  }
}

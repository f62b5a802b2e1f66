package dev.photon.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.photon.spi.api.MatchRequest;
import dev.photon.transport.grpc.v1.DatacenterProto;
import dev.photon.transport.grpc.v1.MetacenterProto;
import dev.photon.transport.grpc.v1.RegistryProto;
import dev.photon.transport.grpc.v1.ValuesProto;
import java.util.Collections;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever bytes come, a mapper ends in a value or says which field is wrong. */
class MapperTest {
  static final int TRIES = 400;

  @Property(tries = TRIES)
  void damagedPartIsAValueOrMalformed(@ForAll @IntRange(min = 0) int place, @ForAll byte value) {
    readDamaged(
        desired(),
        place,
        value,
        DatacenterProto.DesiredDeployment.parser(),
        DesiredMapper::fromProto);
    readDamaged(
        part(), place, value, DatacenterProto.DeploymentPart.parser(), StatusMapper::fromProto);
  }

  @Property(tries = TRIES)
  void damagedAnswerIsAValueOrMalformed(@ForAll @IntRange(min = 0) int place, @ForAll byte value) {
    readDamaged(offer(), place, value, RegistryProto.Offer.parser(), MarketMapper::fromProto);
    var status =
        MetacenterProto.StatusResponse.newBuilder()
            .setDeployment("shop-1")
            .setName("shop")
            .setPhase(MetacenterProto.StatusResponse.Phase.PHASE_READY);
    status
        .addEntriesBuilder()
        .setEntry("west")
        .setRegion(ValuesProto.Region.REGION_US_WEST)
        .setPart(part());
    readDamaged(
        status.build(),
        place,
        value,
        MetacenterProto.StatusResponse.parser(),
        MetacenterMapper::fromProto);
  }

  static <M extends MessageLite> void readDamaged(
      M message, int place, byte value, Parser<M> parser, Function<M, ?> mapper) {
    byte[] bytes = message.toByteArray();
    bytes[place % bytes.length] = value;
    M damaged;
    try {
      damaged = parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return; // gRPC refuses it before any mapper
    }
    try {
      assertThat(mapper.apply(damaged)).isNotNull();
    } catch (Malformed e) {
      assertThat(e.getMessage()).contains(": ");
    }
  }

  @Example
  void whoDoesNotSayHowMuchHeWantsToKnowGetsAll() {
    var olderCaller = RegistryProto.DatacenterMatchRequest.getDefaultInstance();
    assertThat(MarketMapper.fromProto(olderCaller).detail()).isEqualTo(MatchRequest.Detail.WHOLE);
  }

  @Example
  void undamagedOnesAreValues() {
    assertThat(DesiredMapper.toProto(DesiredMapper.fromProto(desired()))).isEqualTo(desired());
    assertThat(StatusMapper.toProto(StatusMapper.fromProto(part()))).isEqualTo(part());
    assertThat(MarketMapper.toProto(MarketMapper.fromProto(offer()))).isEqualTo(offer());
  }

  @Example
  void whatIsWrongIsNamedByItsPath() {
    var twice = desired().toBuilder().addServices(desired().getServices(0)).build();
    assertThatThrownBy(() -> DesiredMapper.fromProto(twice))
        .isInstanceOf(Malformed.class)
        .hasMessage("services: names one twice");
    var port = desired().toBuilder();
    port.getServicesBuilder(0).getTemplateBuilder().getPortsBuilder(0).setNumber(0);
    assertThatThrownBy(() -> DesiredMapper.fromProto(port.build()))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("services[0].template.ports[0]: port must be");
  }

  @Example
  void listsAreBounded() {
    var many =
        DatacenterProto.DesiredDeployment.newBuilder()
            .setDeployment("shop-1")
            .addAllUnreadyElsewhere(Collections.nCopies(10_001, "web"));
    assertThatThrownBy(() -> DesiredMapper.fromProto(many.build()))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("more than 10000");
  }

  @Example
  void pricesOfAnAnswerCanBeAddedUp() {
    var answer = RegistryProto.DatacenterMatchResponse.newBuilder();
    answer
        .addEntriesBuilder()
        .setEntry("west")
        .addCandidatesBuilder()
        .setOffer(offer())
        .setTotal(1_000_000_000_000_001L);
    assertThatThrownBy(() -> MarketMapper.fromProto(answer.build()))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("entries[0].candidates[0].total: must be at most 1000000000000000");
    answer.getEntriesBuilder(0).getCandidatesBuilder(0).setTotal(1_000_000_000_000_000L);
    assertThat(MarketMapper.fromProto(answer.build()).entries()).hasSize(1);
  }

  private static DatacenterProto.DesiredDeployment desired() {
    var desired =
        DatacenterProto.DesiredDeployment.newBuilder()
            .setDeployment("shop-1")
            .setRevision(3)
            .setEpoch(2)
            .addUnreadyElsewhere("db");
    var service = desired.addServicesBuilder().setName("web").setNodes(2).addDependsOn("db");
    service.getRolloutBuilder().setParallel(1).setMaxSurge(1);
    service
        .getTemplateBuilder()
        .setImage("web:1")
        .addArgs("-v")
        .putEnv("A", "b")
        .setResources(size())
        .addPortsBuilder()
        .setNumber(80)
        .setProtocol(ValuesProto.Protocol.PROTOCOL_HTTP)
        .setPublicPort(80);
    desired
        .addConnectionsBuilder()
        .setClient("web")
        .setServer("db")
        .setPort(5432)
        .setProtocol(ValuesProto.Protocol.PROTOCOL_TCP);
    return desired.build();
  }

  private static DatacenterProto.DeploymentPart part() {
    var part =
        DatacenterProto.DeploymentPart.newBuilder()
            .setDeployment("shop-1")
            .setTrouble("the engine does not answer");
    part.getObservedBuilder().setSeconds(1_770_000_000).setNanos(5);
    var service = part.addServicesBuilder().setName("web").setDesired(1).setWaiting("for db");
    var node =
        service
            .addNodesBuilder()
            .setId("shop-1/web/0#1")
            .setState(DatacenterProto.DeploymentPart.Node.State.STATE_READY);
    node.getSinceBuilder().setSeconds(1_770_000_000);
    service
        .addAddressesBuilder()
        .setPort(80)
        .setProtocol(ValuesProto.Protocol.PROTOCOL_HTTP)
        .setHost("west.example")
        .setPublicPort(8080);
    return part.build();
  }

  private static RegistryProto.Offer offer() {
    var offer =
        RegistryProto.Offer.newBuilder()
            .setId("west-1")
            .setName("West")
            .setRegion(ValuesProto.Region.REGION_US_WEST)
            .setCommitment(ValuesProto.Lifetime.LIFETIME_LONG)
            .setSequence(9);
    offer.getFlavoursBuilder().addFlavoursBuilder().setName("m1").setSize(size()).setPrice(12);
    offer.getCapacityBuilder().setTotal(size()).setFree(size()).setLargestNode(size());
    offer.getExpiresBuilder().setSeconds(1_770_000_000);
    offer
        .getEndpointBuilder()
        .setHost("west.example")
        .setPort(7444)
        .setIdentity("spiffe://west.dc.r1-3f9a01bc.photon.internal/agent");
    return offer.build();
  }

  private static ValuesProto.Resources size() {
    return ValuesProto.Resources.newBuilder()
        .setMilliCpu(500)
        .setMemoryBytes(1 << 30)
        .setDiskBytes(1 << 30)
        .build();
  }
}

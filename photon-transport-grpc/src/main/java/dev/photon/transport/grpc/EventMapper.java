package dev.photon.transport.grpc;

import dev.photon.config.DatacenterName;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.Event;
import dev.photon.transport.grpc.v1.ValuesProto;

/** Maps events. */
final class EventMapper {
  private static final int NODE = 200;

  private EventMapper() {}

  static ValuesProto.Event toProto(Event event) {
    ValuesProto.Event.Builder proto =
        ValuesProto.Event.newBuilder()
            .setSequence(event.sequence())
            .setTime(ValueMapper.toProto(event.time()))
            .setType(ValueMapper.toProto(event.type()))
            .setText(ValueMapper.cut(event.text()));
    event.datacenter().ifPresent(name -> proto.setDatacenter(name.value()));
    event.service().ifPresent(name -> proto.setService(name.value()));
    event.node().ifPresent(proto::setNode);
    return proto.build();
  }

  static Event fromProto(ValuesProto.Event event) {
    return new Event(
        Read.notNegative("sequence", event.getSequence()),
        Read.required("time", event.hasTime(), event.getTime(), ValueMapper::fromProto),
        ValueMapper.fromProto("type", event.getType()),
        Read.optional(
            "datacenter", event.hasDatacenter(), event.getDatacenter(), DatacenterName::of),
        Read.optional("service", event.hasService(), event.getService(), ServiceName::of),
        Read.optional("node", event.hasNode(), event.getNode(), Read.atMost(NODE)),
        Read.text("text", event.getText(), ValueMapper.TEXT));
  }
}

package dev.photon.core.datacenter;

import dev.photon.core.datacenter.PartRow.Phase;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.core.reconcile.SlotMemory;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DeploymentId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts as the loop knows them, which follow what is stored. Only the loop touches it. */
final class PartBook {
  private static final Logger LOG = LoggerFactory.getLogger(PartBook.class);
  private static final int STRANGERS_TOLD = 1_000;

  private final Store store;
  private final SortedMap<DeploymentId, Part> parts = new TreeMap<>();
  private final Set<DeploymentId> strangers = new HashSet<>();

  PartBook(Store store) {
    this.store = store;
  }

  /** All of them, as they are now and will be. */
  SortedMap<DeploymentId, Part> parts() {
    return parts;
  }

  /** Takes up the parts that are new or have changed. */
  void load() {
    List<PartRow> changed =
        store.read(
            tx -> {
              List<PartRow> rows = new ArrayList<>();
              PartTable.changes(tx)
                  .forEach(
                      (id, change) -> {
                        Part known = parts.get(id);
                        if (known == null || known.row.change() != change) {
                          PartTable.find(tx, id).ifPresent(rows::add);
                        }
                      });
              return rows;
            });
    for (PartRow row : changed) {
      Part known = parts.get(row.deployment());
      if (known == null) {
        parts.put(row.deployment(), store.read(tx -> part(tx, row)));
      } else {
        revise(known, row);
      }
    }
  }

  private static Part part(Transaction tx, PartRow row) {
    DeploymentId id = row.deployment();
    return new Part(
        row, PartMemory.slots(tx, id), PartMemory.announced(tx, id), PartMemory.ports(tx, id));
  }

  private void revise(Part part, PartRow row) {
    var slots = SlotMemory.revised(part.slots, part.row.desired(), row.desired());
    saveSlots(part, slots);
    if (row.revision() != part.row.revision() || row.epoch() != part.row.epoch()) {
      part.failures.clear();
    }
    part.row = row;
    part.trouble = Optional.empty();
    part.queue.clear();
    part.dirty = true;
  }

  void saveSlots(Part part, Map<SlotId, SlotHistory> slots) {
    if (!slots.equals(part.slots)) {
      store.write(
          tx -> {
            PartMemory.saveSlots(tx, part.id, part.slots, slots);
            return true;
          });
      part.slots = slots;
    }
  }

  /**
   * Nodes of a deployment that we have no part of are removed only if we know that it was deleted
   * here; a store that was lost or restored must not remove what it does not know.
   */
  void adopt(DeploymentId id) {
    if (parts.containsKey(id) || strangers.contains(id)) {
      return;
    }
    Optional<PartRow> over = store.read(tx -> PartTable.find(tx, id));
    if (over.isPresent() && over.get().phase() == Phase.DELETED) {
      parts.put(id, store.read(tx -> part(tx, over.get())));
    } else if (strangers.size() < STRANGERS_TOLD && strangers.add(id)) {
      LOG.warn("there are nodes of {}, of which nothing is known here; they are left alone", id);
    }
  }

  /** Ends a part of which nothing is left, unless it was asked for again meanwhile. */
  boolean over(Part part) {
    boolean over =
        store.write(
            tx -> {
              Optional<PartRow> row = PartTable.find(tx, part.id);
              boolean same =
                  row.isPresent()
                      && row.get().deleting()
                      && row.get().change() == part.row.change();
              if (same) {
                PartTable.deleted(tx, part.id, part.row.epoch());
              }
              return same;
            });
    if (over) {
      parts.remove(part.id);
    }
    return over;
  }
}

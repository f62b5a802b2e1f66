package dev.photon.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document as maps, lists, texts, whole numbers and flags. */
final class DocumentTree implements DocumentWriter {
  private final Deque<Frame> frames = new ArrayDeque<>(List.of(new Frame()));
  private boolean inItem;

  /** A map or a list, whichever its first entry makes it. */
  private static final class Frame {
    private final Map<String, Object> map = new LinkedHashMap<>();
    private final List<Object> list = new ArrayList<>();
    private String key = "";
    private boolean isList;

    void put(Object value) {
      if (isList) {
        list.add(value);
      } else {
        map.put(key, value);
      }
    }

    Object value() {
      return isList ? list : map;
    }
  }

  private boolean afterDash;

  @Override
  public DocumentWriter key(String key) {
    if (afterDash) {
      frames.push(new Frame());
      afterDash = false;
      inItem = true;
    }
    frames.element().key = key;
    return this;
  }

  @Override
  public DocumentWriter item() {
    leaveItem();
    frames.element().isList = true;
    afterDash = true;
    return this;
  }

  @Override
  public void begin() {
    frames.push(new Frame());
    inItem = false;
  }

  @Override
  public void more() {
    inItem = false;
  }

  @Override
  public void end() {
    leaveItem();
    close();
  }

  @Override
  public void plain(String value) {
    if (value.matches("[0-9]{1,18}")) {
      put(Long.parseLong(value));
    } else if (value.equals("true")) {
      put(true);
    } else {
      put(value);
    }
  }

  @Override
  public void text(String value) {
    put(value.replace("$", "$$"));
  }

  @Override
  public void quoted(String value) {
    text(value);
  }

  private void put(Object value) {
    afterDash = false;
    frames.element().put(value);
  }

  private void leaveItem() {
    if (inItem) {
      inItem = false;
      close();
    }
  }

  private void close() {
    Object value = frames.pop().value();
    frames.element().put(value);
  }

  /** The whole document; to be asked for once all is written. */
  Object value() {
    return frames.element().value();
  }
}

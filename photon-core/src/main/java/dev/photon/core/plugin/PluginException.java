package dev.photon.core.plugin;

/** There is no such plug-in, or more than one. The message is one sentence for a person. */
public final class PluginException extends Exception {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    super(message);
  }

  PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}

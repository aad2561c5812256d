package pipelinelock.bosh.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** {@code GET /info}: {@code "user_authentication": {"type": "uaa", "options": {"url": "…"}}}. */
public record InfoJson(
    @Nullable String name,
    @Nullable String uuid,
    @Nullable String version,
    @JsonProperty("user_authentication") @Nullable Authentication authentication) {
  record Authentication(@Nullable String type, @Nullable Options options) {}

  record Options(@Nullable String url) {}

  /** The UAA's address; null when the Director has its own users. */
  @Nullable String uaa() {
    if (authentication == null || !"uaa".equals(authentication.type())) {
      return null;
    }
    return authentication.options() == null ? null : authentication.options().url();
  }
}

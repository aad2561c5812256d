package pipelinelock.terminal;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;
import pipelinelock.wording.Outside;

/**
 * JSON with hidden characters escaped: scripts get the exact value, and a terminal that prints the
 * text is not affected by it.
 */
final class HiddenEscaped extends CharacterEscapes {
  private static final long serialVersionUID = 1;
  private static final int[] ASCII = standard();

  private static int[] standard() {
    int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
    escapes[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
    return escapes;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ASCII.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return Outside.isHidden(c) ? new SerializedString("\\u%04x".formatted(c)) : null;
  }
}

package pipelinelock.settings.read;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The ways in which a text is not YAML. The YAML library's own messages are not shown: they quote
 * the text, and the text contains secrets.
 */
enum YamlFault {
  TAB("\\(TAB\\)", "a tab is used to indent", "indent with spaces"),
  NO_COLON(
      "could not find expected ':'",
      "this line is neither a key with its value nor an item of a list",
      "write 'key: value' with a space after the colon"),
  SECOND_COLON(
      "mapping values are not allowed",
      "this line has a ': ' too many, or is indented too far, or the line before has no ': '",
      "put the value in quotes, or correct the indentation or the colon"),
  RESERVED(
      "that cannot start any token",
      "a value starts with a character that YAML reserves",
      "put the value in quotes"),
  INDENTATION(
      "expected <block end>",
      "this line does not fit the indentation of the lines before it",
      "indent all keys of a section equally"),
  ALIAS(
      "found undefined alias",
      "a value starts with '*', but no anchor of that name comes before it",
      "put the value in quotes"),
  TAG(
      "Global tag|tag handle",
      "a value has a YAML tag",
      "write it without the word that starts with '!', or in quotes"),
  UNCLOSED_BRACKET(
      "expected ',' or",
      "a '{' or '[' is not closed, or a comma is missing in it",
      "close it, or separate its parts by commas"),
  UNCLOSED_QUOTE("found unexpected end of stream", "a quote is not closed", "close the quote"),
  SECOND_DOCUMENT(
      "but found another document",
      "a second document starts here",
      "keep one document and remove the line '---'"),
  TOO_MANY_ALIASES(
      "Number of aliases", "the file uses more than 50 aliases", "write the values out"),
  TOO_DEEP("Nesting Depth", "the file is nested too deeply", "compare it with the example"),
  TOO_LARGE("exceeds the limit", "the file is larger than 1 MB", "name the settings file"),
  CHARACTER(
      "special characters are not allowed",
      "there is a character that YAML does not allow",
      "remove it; it may be invisible"),
  EMPTY(
      "the file is empty", "the file is empty", "start from the example in docs/configuration.md"),
  OTHER("", "this is not YAML", "compare it with the example in docs/configuration.md");

  final String what;
  final String fix;
  private final Pattern sign;

  YamlFault(String sign, String what, String fix) {
    this.sign = Pattern.compile(sign);
    this.what = what;
    this.fix = fix;
  }

  /** Whether it shows where it begins, not where the reader gave up. */
  boolean isSeenAtItsBeginning() {
    return this == NO_COLON || this == UNCLOSED_QUOTE;
  }

  /** The fault that the YAML library means by these words. */
  static YamlFault of(String words) {
    return Arrays.stream(values())
        .filter(fault -> fault.sign.matcher(words).find())
        .findFirst()
        .orElse(OTHER);
  }
}

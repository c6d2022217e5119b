package org.starflow.local.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code teff=5000..6000} as the parameters {@code teff_min} and {@code teff_max} of the sink. */
final class RangeFilter {

    private static final String NUMBER = "[-+]?[0-9.]*[0-9](?:[eE][-+]?[0-9]+)?";
    private static final Pattern RANGE =
            Pattern.compile("(?<name>\\w+)=(?<min>" + NUMBER + ")?\\.\\.(?<max>" + NUMBER + ")?");

    private RangeFilter() {}

    static Map<String, String> parse(String text) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches() || (matcher.group("min") == null && matcher.group("max") == null)) {
            throw CliException.usage(
                    "--where: expected LABEL=MIN..MAX, such as teff=5000..6000 or snr=50.., found " + text);
        }
        Map<String, String> limits = new TreeMap<>();
        if (matcher.group("min") != null) {
            limits.put(matcher.group("name") + "_min", matcher.group("min"));
        }
        if (matcher.group("max") != null) {
            limits.put(matcher.group("name") + "_max", matcher.group("max"));
        }
        return limits;
    }
}

package org.starflow.producer.read;

import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;

import java.util.List;

/** Header keywords of a spectrum: those of its own HDU first, then those of the primary. */
final class Keywords {
    private final List<Header> headers;

    Keywords(Header... headers) {
        this.headers = List.of(headers);
    }

    /** First value under any of the keys that is not blank, else null. */
    String text(String... keys) {
        for (String key : keys) {
            for (Header header : headers) {
                HeaderCard card = header.findCard(key);
                if (card != null && card.getValue() != null && !card.getValue().isBlank()) {
                    return card.getValue().strip();
                }
            }
        }
        return null;
    }

    /** First finite number under any of the keys, else null. Text that is no number is passed over. */
    Double number(String... keys) {
        for (String key : keys) {
            Double value = parse(text(key));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    double number(String key, double absent) {
        Double value = number(key);
        return value == null ? absent : value;
    }

    /** An angle in degrees: a decimal number, or sexagesimal text ({@code hours} for right ascension). */
    Double angle(boolean hours, String... keys) {
        for (String key : keys) {
            String text = text(key);
            Double value = parse(text);
            if (value == null && text != null) {
                value = sexagesimal(text, hours);
            }
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    static Double parse(String text) {
        if (text == null) {
            return null;
        }
        try {
            double value = Double.parseDouble(text.replace('D', 'E').replace('d', 'e'));
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Double sexagesimal(String text, boolean hours) {
        String[] parts = text.strip().split("[:\\s]+");
        if (parts.length != 3) {
            return null;
        }
        Double whole = parse(parts[0]);
        Double minutes = parse(parts[1]);
        Double seconds = parse(parts[2]);
        if (whole == null || minutes == null || seconds == null) {
            return null;
        }
        double value = Math.abs(whole) + minutes / 60 + seconds / 3600;
        return (parts[0].startsWith("-") ? -value : value) * (hours ? 15 : 1);
    }
}

package org.starflow.producer.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages FITS files where it hurts: keywords that sizes are computed from, their order, descriptors in the data. */
final class FitsMutator {
    private static final int CARD = 80;
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "2",
            "7",
            "99",
            "1000",
            "65536",
            "999999999",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999",
            "1E400",
            "NaN",
            "T",
            "F",
            "'abc'",
            "''",
            "'unclosed",
            "");
    private static final List<String> FORMATS = List.of(
            "'1PD(2000000000)'",
            "'1QE(2000000000)'",
            "'PD'",
            "'2000000000D'",
            "'9223372036854775807E'",
            "'0D'",
            "'-5D'",
            "'1X'",
            "'2147483647X'",
            "'300A'",
            "'1C'",
            "'1M'",
            "'1PX(9)'",
            "'Z'",
            "'300B'",
            "'300L'");
    private static final List<String> KEYS = List.of(
            "NAXIS",
            "NAXIS1",
            "NAXIS2",
            "NAXIS3",
            "BITPIX",
            "PCOUNT",
            "GCOUNT",
            "TFIELDS",
            "THEAP",
            "TFORM1",
            "TFORM2",
            "TDIM1",
            "TTYPE1",
            "ZIMAGE",
            "ZTABLE",
            "ZNAXIS",
            "ZNAXIS1",
            "ZBITPIX",
            "ZCMPTYPE",
            "ZTILE1",
            "XTENSION",
            "SIMPLE",
            "EXTEND",
            "GROUPS",
            "BLOCKED",
            "TSCAL1",
            "TZERO1",
            "BSCALE",
            "BZERO",
            "CRVAL1",
            "CDELT1",
            "CRPIX1",
            "CTYPE1",
            "CUNIT1",
            "EXTNAME",
            "INHERIT",
            "CONTINUE",
            "END");

    private final SplittableRandom random;

    FitsMutator(SplittableRandom random) {
        this.random = random;
    }

    /** A damaged copy. */
    byte[] mutate(byte[] file) {
        byte[] bytes = file.clone();
        int changes = random.nextInt(1, 5);
        for (int i = 0; i < changes; i++) {
            bytes = switch (random.nextInt(9)) {
                case 0, 1, 2 -> value(bytes);
                case 3 -> card(bytes);
                case 4 -> swap(bytes);
                case 5 -> cut(bytes);
                case 6 -> grow(bytes);
                case 7 -> descriptor(bytes);
                default -> noise(bytes);
            };
        }
        return bytes;
    }

    /** Another value in a card that is there. */
    private byte[] value(byte[] bytes) {
        for (int attempt = 0; attempt < 50; attempt++) {
            int at = cardAt(bytes);
            String key = text(bytes, at, 8).strip();
            if (KEYS.contains(key) && at + CARD <= bytes.length) {
                put(bytes, at, key, key.startsWith("TFORM") ? any(FORMATS) : any(VALUES));
                return bytes;
            }
        }
        return bytes;
    }

    /** A card of our own over one that is there. */
    private byte[] card(byte[] bytes) {
        int at = cardAt(bytes);
        if (at + CARD <= bytes.length) {
            put(bytes, at, any(KEYS), random.nextBoolean() ? any(VALUES) : any(FORMATS));
        }
        return bytes;
    }

    private byte[] swap(byte[] bytes) {
        int a = cardAt(bytes);
        int b = cardAt(bytes);
        if (Math.max(a, b) + CARD <= bytes.length) {
            byte[] first = Arrays.copyOfRange(bytes, a, a + CARD);
            System.arraycopy(bytes, b, bytes, a, CARD);
            System.arraycopy(first, 0, bytes, b, CARD);
        }
        return bytes;
    }

    private byte[] cut(byte[] bytes) {
        return bytes.length < 2 ? bytes : Arrays.copyOf(bytes, random.nextInt(1, bytes.length));
    }

    private byte[] grow(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 9000));
    }

    /** A large number where a descriptor of a variable array may be. */
    private byte[] descriptor(byte[] bytes) {
        if (bytes.length > 16) {
            int at = random.nextInt(bytes.length - 8) & ~3;
            int large = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt();
            for (int i = 0; i < 4; i++) {
                bytes[at + i] = (byte) (large >>> (24 - 8 * i));
            }
        }
        return bytes;
    }

    private byte[] noise(byte[] bytes) {
        for (int i = 0; i < 8; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private int cardAt(byte[] bytes) {
        int cards = Math.max(1, bytes.length / CARD);
        // Most of a file is data: look at its beginning more often than not.
        return CARD * random.nextInt(random.nextInt(4) == 0 ? cards : Math.min(cards, 110));
    }

    private static void put(byte[] bytes, int at, String key, String value) {
        String card = "%-8s= %20s".formatted(key, value);
        byte[] text = "%-80s".formatted(card).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, at, CARD);
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, Math.min(length, bytes.length - at), StandardCharsets.ISO_8859_1);
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}

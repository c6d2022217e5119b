package org.starflow.schemas.serde;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Avro's binary encoding from an array, for bytes of unknown origin. Every length is checked against what is left before
 * anything is allocated, and the items of all arrays and maps together against a budget, so that a hostile record can
 * cost no more than a small multiple of its own size; at most 1 048 576 items in all. Bad bytes are an {@link
 * AvroRuntimeException}, never an I/O error, which would speak of the registry. {@code bytes} fields come out as read-only views, without a copy.
 */
final class BoundedDecoder extends Decoder {
    /** Items without a byte of their own (null, empty records) that a record may hold beyond one an encoded byte. */
    private static final int FREE_ITEMS = 1_024;

    private static final int MAX_ITEMS = 1 << 20;
    private static final int MAX_INT_BYTES = 5;
    private static final int MAX_LONG_BYTES = 10;

    private final byte[] buffer;
    private final ByteBuffer numbers;
    private final int end;
    private int position;
    private long itemsLeft;

    BoundedDecoder(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.numbers = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
        this.position = offset;
        this.end = offset + length;
        this.itemsLeft = Math.min(MAX_ITEMS, (long) length + FREE_ITEMS);
    }

    int remaining() {
        return end - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() {
        byte value = buffer[take(1)];
        if (value != 0 && value != 1) {
            throw new AvroRuntimeException("a boolean is " + value + ", expected 0 or 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() {
        long value = zigZag(MAX_INT_BYTES);
        if (value != (int) value) {
            throw new AvroRuntimeException("an int does not fit 32 bits: " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() {
        return zigZag(MAX_LONG_BYTES);
    }

    private long zigZag(int maxBytes) {
        long bits = 0;
        for (int i = 0; i < maxBytes; i++) {
            byte b = buffer[take(1)];
            bits |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new AvroRuntimeException("a whole number takes more than " + maxBytes + " bytes");
    }

    @Override
    public float readFloat() {
        return numbers.getFloat(take(Float.BYTES));
    }

    @Override
    public double readDouble() {
        return numbers.getDouble(take(Double.BYTES));
    }

    @Override
    public Utf8 readString(Utf8 old) {
        return new Utf8(readString());
    }

    @Override
    public String readString() {
        int length = length();
        return new String(buffer, take(length), length, StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) {
        int length = length();
        return ByteBuffer.wrap(buffer, take(length), length).slice().asReadOnlyBuffer();
    }

    @Override
    public void skipBytes() {
        take(length());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) {
        System.arraycopy(buffer, take(length), bytes, start, length);
    }

    @Override
    public void skipFixed(int length) {
        take(length);
    }

    @Override
    public int readEnum() {
        return readInt();
    }

    @Override
    public int readIndex() {
        return readInt();
    }

    @Override
    public long readArrayStart() {
        return block();
    }

    @Override
    public long arrayNext() {
        return block();
    }

    @Override
    public long skipArray() {
        return skipBlocks();
    }

    @Override
    public long readMapStart() {
        return block();
    }

    @Override
    public long mapNext() {
        return block();
    }

    @Override
    public long skipMap() {
        return skipBlocks();
    }

    /** Items of the next block: a negative count is followed by the block's size in bytes. */
    private long block() {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        if (count < 0 || count > itemsLeft) {
            throw new AvroRuntimeException(
                    "an array or map announces " + count + " items, more than the record can hold");
        }
        itemsLeft -= count;
        return count;
    }

    /** Skips blocks that give their size; returns the items of the first that does not, or 0 at the end. */
    private long skipBlocks() {
        long count = readLong();
        while (count < 0) {
            take(length());
            count = readLong();
        }
        if (count > itemsLeft) {
            throw new AvroRuntimeException(
                    "an array or map announces " + count + " items, more than the record can hold");
        }
        itemsLeft -= count;
        return count;
    }

    private int length() {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new AvroRuntimeException("a length is " + length + ", but " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    private int take(int bytes) {
        if (bytes > remaining()) {
            throw new AvroRuntimeException("the record ends " + (bytes - remaining()) + " bytes early");
        }
        int at = position;
        position += bytes;
        return at;
    }
}

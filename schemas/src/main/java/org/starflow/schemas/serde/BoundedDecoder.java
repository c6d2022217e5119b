package org.starflow.schemas.serde;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Avro's binary encoding from an array, for bytes of unknown origin. Every length is checked against what is left before
 * anything is allocated, and the items of all arrays and maps together against a budget, so that a hostile record can
 * cost no more than a small multiple of its own size. {@code bytes} fields come out as read-only views, without a copy.
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
        this.numbers = ByteBuffer.wrap(buffer).order(java.nio.ByteOrder.LITTLE_ENDIAN);
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
    public boolean readBoolean() throws IOException {
        byte value = buffer[take(1)];
        if (value != 0 && value != 1) {
            throw new IOException("a boolean is " + value + ", expected 0 or 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = zigZag(MAX_INT_BYTES);
        if (value != (int) value) {
            throw new InvalidNumberEncodingException("an int does not fit 32 bits: " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        return zigZag(MAX_LONG_BYTES);
    }

    private long zigZag(int maxBytes) throws IOException {
        long bits = 0;
        for (int i = 0; i < maxBytes; i++) {
            byte b = buffer[take(1)];
            bits |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new InvalidNumberEncodingException("a whole number takes more than " + maxBytes + " bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return numbers.getFloat(take(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return numbers.getDouble(take(Double.BYTES));
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        return new String(buffer, take(length), length, StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = length();
        return ByteBuffer.wrap(buffer, take(length), length).slice().asReadOnlyBuffer();
    }

    @Override
    public void skipBytes() throws IOException {
        take(length());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        System.arraycopy(buffer, take(length), bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return block();
    }

    @Override
    public long arrayNext() throws IOException {
        return block();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return block();
    }

    @Override
    public long mapNext() throws IOException {
        return block();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** Items of the next block: a negative count is followed by the block's size in bytes. */
    private long block() throws IOException {
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
    private long skipBlocks() throws IOException {
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

    private int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException("a length is " + length + ", but " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    private int take(int bytes) throws EOFException {
        if (bytes > remaining()) {
            throw new EOFException("the record ends " + (bytes - remaining()) + " bytes early");
        }
        int at = position;
        position += bytes;
        return at;
    }
}

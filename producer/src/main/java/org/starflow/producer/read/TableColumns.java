package org.starflow.producer.read;

import nom.tam.fits.BinaryTableHDU;

import java.util.List;
import java.util.Locale;

/** Columns of a binary table by name, as arrays of double with TSCAL and TZERO applied. */
final class TableColumns {
    private final BinaryTableHDU table;

    TableColumns(BinaryTableHDU table) {
        this.table = table;
    }

    /** Index of the first column that bears one of the names, in the order of the names; −1 when none does. */
    int find(List<String> names) {
        for (String name : names) {
            for (int i = 0; i < table.getNCols(); i++) {
                if (name.equals(name(i))) {
                    return i;
                }
            }
        }
        return -1;
    }

    String name(int column) {
        String name = table.getColumnName(column);
        return name == null ? "" : name.strip().toUpperCase(Locale.ROOT);
    }

    String unit(int column) {
        return table.getHeader().getStringValue("TUNIT" + (column + 1));
    }

    String ucd(int column) {
        return table.getHeader().getStringValue("TUCD" + (column + 1));
    }

    /** All values of a column: the array of the one row, or the scalars of all rows. */
    double[] values(SourceFile file, int column) throws ReadFailure {
        int rows = table.getNRows();
        if (rows < 1) {
            throw new ReadFailure(file.path(), "a table with rows", "none");
        }
        double[] first = Numbers.toDoubles(table.getElement(0, column));
        double[] values = first;
        if (rows > 1) {
            if (first.length != 1) {
                throw new ReadFailure(
                        file.path(),
                        "one spectrum: one row of arrays, or one row for each pixel",
                        rows + " rows with arrays of " + first.length + " in column " + name(column));
            }
            values = new double[rows];
            for (int row = 0; row < rows; row++) {
                double[] element = Numbers.toDoubles(table.getElement(row, column));
                values[row] = element.length == 1 ? element[0] : Double.NaN;
            }
        }
        double scale = table.getHeader().getDoubleValue("TSCAL" + (column + 1), 1);
        double zero = table.getHeader().getDoubleValue("TZERO" + (column + 1), 0);
        if (scale != 1 || zero != 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = zero + scale * values[i];
            }
        }
        return values;
    }

    /** Values of a column that must have {@code n} of them; null where the column is absent (index −1). */
    double[] sameLength(SourceFile file, int column, int n) throws ReadFailure {
        if (column < 0) {
            return null;
        }
        double[] values = values(file, column);
        if (values.length != n) {
            throw new ReadFailure(
                    file.path(),
                    n + " values in column " + name(column) + ", as in WAVE",
                    Integer.toString(values.length));
        }
        return values;
    }
}

/// How much of a CSV file is taken at once, and where a file stops being believable.
package struct CSVLimits: Sendable, Equatable {
    /// Bytes of the longest record that is read; memory never holds much more than this.
    package var recordBytes: Int
    /// Columns of the widest header that is read.
    package var columns: Int
    /// Bytes asked of the file at a time.
    package var blockBytes: Int

    package init(recordBytes: Int = 1 << 20, columns: Int = 1000, blockBytes: Int = 256 << 10) {
        self.recordBytes = recordBytes
        self.columns = columns
        self.blockBytes = max(1, blockBytes)
    }
}

import Testing

@testable import Formats

@Suite("QR codes")
struct QRCodeTests {
    /// Of `Kith`; what is drawn here was read again by ZXing.
    private static let kith = """
        #######..#.##.#######
        #.....#.#.#.#.#.....#
        #.###.#...##..#.###.#
        #.###.#..#..#.#.###.#
        #.###.#.#..##.#.###.#
        #.....#...##..#.....#
        #######.#.#.#.#######
        .........#...........
        #.#.#.#.....#...#..#.
        #.#......#.#.#.#.####
        ...#.##.####.###.####
        .#...#.#.#.###.##...#
        #.##..#.#.##.###.#...
        ........##....#....#.
        #######..##.#...#.###
        #.....#...#...#....#.
        #.###.#.#...#.#.#..##
        #.###.#....#.#.#.###.
        #.###.#.#..#.###..#.#
        #.....#..#.###.###.#.
        #######.#.##.###..###
        """

    @Test("the smallest code that a text fits into")
    func sizes() throws {
        #expect(try #require(QRCode("Kith")).side == 21)
        #expect(try #require(QRCode(String(repeating: "a", count: 15))).side == 25)
        #expect(try #require(QRCode(String(repeating: "a", count: 2_331))).side == 177)
    }

    @Test("nothing, and what is too long, has no code")
    func none() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "a", count: 2_332)) == nil)
    }

    @Test("in three corners is the square by which readers find it")
    func corners() throws {
        let code = try #require(QRCode("otpauth://totp/Kith:ada%40example.com?secret=JBSWY3DPEHPK3PXP"))
        let finder = (0..<7).map { row in
            (0..<7).map { column in
                let ring = max(abs(row - 3), abs(column - 3))
                return ring != 2
            }
        }
        let far = code.side - 7
        for (top, left) in [(0, 0), (0, far), (far, 0)] {
            let found = (0..<7).map { row in (0..<7).map { code[top + row, left + $0] } }
            #expect(found == finder)
        }
    }

    @Test("the runs of a row are its dark places")
    func runs() throws {
        let code = try #require(QRCode("Kith & 소녀"))
        for row in 0..<code.side {
            let dark = Set(code.runs(ofRow: row).flatMap(Array.init))
            #expect(dark == Set((0..<code.side).filter { code[row, $0] }))
            for (one, next) in zip(code.runs(ofRow: row), code.runs(ofRow: row).dropFirst()) {
                #expect(one.upperBound < next.lowerBound)
            }
        }
    }

    @Test("the places are those that a reader read again")
    func known() throws {
        let code = try #require(QRCode("Kith"))
        let drawn = (0..<code.side).map { row in
            (0..<code.side).map { code[row, $0] ? "#" : "." }.joined()
        }
        #expect(drawn.joined(separator: "\n") == Self.kith)
    }
}

import Domain
import Stores
import TestSupport
import Testing

@Suite("Kept members of segments")
struct MemberPartsTests {
    @Test(
        "ids come back as they were, few or many, small or huge",
        arguments: [
            [], [0], [1], [.max], [0, 1, .max], [127, 128, 255, 256, 16_383, 16_384], [.max - 1, .max],
            Array(0..<65_536), Array(1...65_537), Array(stride(from: 3, to: 200_000, by: 3)),
        ] as [[Int64]]
    )
    func thereAndBack(ids: [Int64]) throws {
        let contacts = ids.map(ContactID.init(rawValue:))
        let parts = MemberParts.parts(of: contacts)
        #expect(parts.count == (ids.count + 65_535) / 65_536)
        var read: [ContactID] = []
        for part in parts { try MemberParts.append(part, to: &read) }
        #expect(read == contacts)
    }

    @Test("random ids come back as they were")
    func random() throws {
        var random = SplitMix64(seed: SplitMix64.seedOfRun)
        print("MemberPartsTests: seed \(SplitMix64.seedOfRun) (KITH_TEST_SEED repeats it)")
        for _ in 0..<200 {
            let bits = Int64.random(in: 1...62, using: &random)
            let ids = Set(
                (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    ContactID(rawValue: Int64.random(in: 0...(1 << bits), using: &random))
                }
            ).sorted()
            var read: [ContactID] = []
            for part in MemberParts.parts(of: ids) { try MemberParts.append(part, to: &read) }
            #expect(read == ids)
        }
    }

    @Test(
        "what is damaged is refused",
        arguments: [[0x80], Array(repeating: 0xff, count: 12), [0xff, 0xff]] as [[UInt8]]
    )
    func damaged(bytes: [UInt8]) {
        var read: [ContactID] = []
        #expect(throws: MemberPartsError.self) { try MemberParts.append(bytes, to: &read) }
    }
}

import Foundation

/// Small pictures as programs write them: 32 by 24 pixels, of which the quarters are red, green, blue and yellow. Of the
/// animations this is the first picture, and the second one is nearly black.
package enum SamplePicture: String, CaseIterable, Sendable {
    case jpeg, progressiveJPEG, cmykJPEG, greyJPEG, webp
    case transparentWebP, animatedWebP, animatedGIF, interlacedGIF, palettePNG

    package var bytes: [UInt8] {
        let text = base64.filter { !$0.isWhitespace }
        return Array(Data(base64Encoded: text) ?? Data())
    }

    private var base64: String {
        switch self {
        case .jpeg:
            """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d
            Hx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e
            Hh4eHh4eHh7/wAARCAAYACADAREAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAgHCf/EABsQAQABBQEAAAAAAAAAAAAAAADi
            FhdkZaOk/8QAGAEBAAMBAAAAAAAAAAAAAAAAAAcICQb/xAAdEQEAAQMFAAAAAAAAAAAAAAAAF2Sj4xZjoeHi/9oADAMBAAIRAxEA
            PwDLEdLlgN2R8yJATHVeB2iuTAlfayNAJrormMqvA7RIEr7WQmuiuY1s263HmkolqDb56VliKst+y3W480jUG3z0RFWW/aAWurow
            HTtjOkQB/9k=
            """
        case .progressiveJPEG:
            """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d
            Hx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e
            Hh4eHh4eHh7/wgARCAAYACADAREAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAcGCP/EABgBAQADAQAAAAAAAAAAAAAAAAAG
            BwgF/9oADAMBAAIQAxAAAAHKxy5Ru4/kQTG5NAC20TWQgGuukOncZyIf/8QAFxAAAwEAAAAAAAAAAAAAAAAAABQVIP/aAAgBAQAB
            BQLDQ0Tidn//xAAaEQACAgMAAAAAAAAAAAAAAAAWYwCiIOHi/9oACAEDAQE/AcDVNuYaptzBF1dwRdXeP//EABsRAAAHAQAAAAAA
            AAAAAAAAAAAVFiBiY6Li/9oACAECAQE/AWIK/PQQV+egYRBhFv8A/8QAGRAAAQUAAAAAAAAAAAAAAAAAACAyM6Gi/9oACAEBAAY/
            AkMsZZNkmyn/xAAXEAADAQAAAAAAAAAAAAAAAAAA8PEg/9oACAEBAAE/IcPI8iUJWf/aAAwDAQACAAMAAAAQ/t/JS2//xAAUEQEA
            AAAAAAAAAAAAAAAAAAAw/9oACAEDAQE/EEzJn//EABgRAAMBAQAAAAAAAAAAAAAAABEg4fAA/9oACAECAQE/EG7sGdgxf//EABQQ
            AQAAAAAAAAAAAAAAAAAAADD/2gAIAQEAAT8QTMqv/9k=
            """
        case .cmykJPEG:
            """
            /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAFAwQEBAMFBAQEBQUFBgcMCAcHBwcPCwsJDBEPEhIRDxERExYcFxMUGhURERghGBodHR8f
            HxMXIiQiHiQcHh8e/8AAFAgAGAAgBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAJCP/EABgQAQADAQAAAAAAAAAA
            AAAAAAAYZ6Xk/9oADgRDAE0AWQBLAAA/ANlsZMZNlgCM6zAADZk56u3+dGdsyDFo4HQE56u3+cIMWjgdAQYtHA6FmGMwgxaOB0AM
            ZozrMAAswswjOAD/2Q==
            """
        case .greyJPEG:
            """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0d
            Hx8fExciJCIeJBweHx7/wAALCAAYACABAREA/8QAFwABAQEBAAAAAAAAAAAAAAAAAAgHCf/EABsQAQABBQEAAAAAAAAAAAAAAADi
            FhdkZaOk/9oACAEBAAA/AMsG7CY6rwO0Sq8DtFbNutx5pFutx5pIBHTsf//Z
            """
        case .webp:
            """
            UklGRpwAAABXRUJQVlA4IJAAAACwBgCdASogABgAPi0QhkKhoQ36AAwBYlkALEfNELPgH4AfrB/gOQC7AWgD+AfiBd/92Af0Ds/w
            bgiASb0C0AD++nwP//Yh/+4s8//t9wf+zfw0Ky8Dr8f8VZtv/5MHlWB/N9vnteamZvt4P3/+QeRm293HSFY393cdIVjdGv7cs4E/
            PMTGnJDYPvrpBVqgAAA=
            """
        case .transparentWebP:
            """
            UklGRkIAAABXRUJQVlA4TDUAAAAvH8AFECcgEEjaH3qN+RcQFPk/2vwH8EUCDLORdAqjMAqrsP5ke/+I/k/Avdi2qrsAkmTXdgA=
            """
        case .animatedWebP:
            """
            UklGRqQAAABXRUJQVlA4WAoAAAACAAAAHwAAFwAAQU5JTQYAAAAAAAAAAABBTk1GRgAAAAAAAAAAAB8AABcAAGQAAAJWUDhMLQAA
            AC8fwAUAHyAQSN4fOo35FxAU+T/a/EdODoAg22aSk7zkBA4Q0f/YNtVfgKrbAABBTk1GKgAAAAAAAAAAAB8AABcAAGQAAABWUDhM
            EQAAAC8fwAUAB9CEJjSh/4GI6H8AAA==
            """
        case .animatedGIF:
            """
            R0lGODlhIAAYAIEAAP//AAD/AP8AAAAA/yH5BAAKAAAALAAAAAAgABgAAAh8AAUIHEiwoIAACBMqXBjAoMOBDCMmfPhQokSKDi1G
            xGhQI0OOBT0uBElQpEKSEE0iRClQ5UqWLhvCdMnyoMsBOHPq3DkAgM+fQIMC4Ek0p9CjP4sWRYpUKVGmR53yhCpU6k6qQa3qxApU
            q1GuPr3iBBtWLNmhZsmK7Uk2IAAh+QQBCgABACwAAAAAIAAYAIEJCQkAAAAAAAAAAAAILwABCBxIsKDBgwgTKlzIsKHDhxAjSpxI
            saLFixgzatzIsaPHjyBDihxJsqTJjQEBADs=
            """
        case .interlacedGIF:
            """
            R0lGODdhIAAYAIEAAP//AAD/AP8AAAAA/ywAAAAAIAAYAEAIfAAFCBxIsKCAAAgTKlwYwKDDgQwjJhxAsaLFiwMAaNzIsSOAhw8l
            SsRIsqLHkxtLlkSJEqRDkRFdGoTJUGZBmgtVkmR5UidGnh59XgTa0SZBnAqNQkSKUKlApk2dQm0oFarTg1CFWiTKUatJrhq9UgQb
            VixZAGIzkk17NiAAOw==
            """
        case .palettePNG:
            """
            iVBORw0KGgoAAAANSUhEUgAAACAAAAAYAgMAAADmPRenAAAADFBMVEX//wAA/wD/AAAAAP/2Rpf+AAAAH0lEQVR42mNcxcDAsJqB
            gYGJAQpox2D8z8DAwEgfuwCbbgKE6YkF9QAAAABJRU5ErkJggg==
            """
        }
    }
}

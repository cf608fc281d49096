import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  build,
  publish
} from "./chunk-55YOMLOS.js";
import "./chunk-WIVNLOOR.js";
import "./chunk-BKVL5IQS.js";
import "./chunk-BWYDXC3K.js";
import "./chunk-ITCWL7OG.js";
import "./chunk-BZT22AKC.js";
import "./chunk-ZUEG32L2.js";
import "./chunk-J4FQVDD4.js";
import "./chunk-OEDCLJ3T.js";
import "./chunk-TU7AAPSX.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-G2U4CHBV.js";
import "./chunk-GDMTZPVG.js";
import "./chunk-QQR2I7H3.js";
import "./chunk-PVIQHEDX.js";
import "./chunk-IWDPZP3L.js";
import "./chunk-ZJMAQ6XP.js";
import "./chunk-YDNICYWY.js";
import "./chunk-VX2M4YAZ.js";
import "./chunk-GDHA6WBH.js";
import "./chunk-NUBAFIRG.js";
import "./chunk-DOYHIN6V.js";
import "./chunk-2QURNYTC.js";
import "./chunk-QX32Z5V2.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-GM5QJ2AI.js";
import "./chunk-PYDIKN75.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-E4HFCGPY.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-JPAOHPAT.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";
export {
  build,
  publish
};
